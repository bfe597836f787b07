/**
 * Money is kept in the currency's smallest unit, as an integer; people, REST and templates say it in major units (29.99).
 * A currency is its ISO 4217 code in lower case.
 */
import * as z from "zod";

const known = new Set(Intl.supportedValuesOf("currency").map((code) => code.toLowerCase()));

export const currencySchema = z
  .string("Has to be a currency code, such as usd.")
  .trim()
  .toLowerCase()
  .refine((code) => known.has(code), "Is no currency code. Write three letters, such as usd or eur.");

/** Far above any price, far below where a number stops being exact. */
const MOST = 1_000_000_000;

/** An amount in major units, as a number. Text of digits is taken too: templates and forms write it. */
export const amountSchema = z
  .union(
    [
      z.number(),
      z
        .string()
        .trim()
        .regex(/^-?\d{1,12}(?:\.\d{1,6})?$/)
        .transform(Number),
    ],
    {
      error: "Has to be an amount in whole units and cents, such as 29.99.",
    },
  )
  .refine((amount) => Number.isFinite(amount) && amount >= 0, "Cannot be below 0.")
  .refine((amount) => amount <= MOST, "Is at most 1,000,000,000.");

/** 29.99 usd → 2999. What lies between two of the smallest units is rounded. */
export function toMinor(amount: number, currency: string): number {
  const factor = 10 ** decimalsOf(currency);
  return Math.round(Number((amount * factor).toPrecision(15)));
}

/** 2999 usd → 29.99 */
export const toMajor = (minor: number, currency: string): number => minor / 10 ** decimalsOf(currency);

/** 2999 usd → $29.99 */
export function formatMoney(minor: number, currency: string): string {
  return formatOf(currency).format(toMajor(minor, currency));
}

export function decimalsOf(currency: string): number {
  return formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  const format =
    formats.get(currency) ??
    new Intl.NumberFormat("en-US", { style: "currency", currency: currency.toUpperCase() });
  formats.set(currency, format);
  return format;
}
