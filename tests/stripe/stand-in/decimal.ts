const PLACES = 12;
const ONE = 10n ** BigInt(PLACES);

/** Stripe allows twelve decimals in `unit_amount_decimal`: kept as an integer of 10^-12 cents. */
export function parseDecimal(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(text);
  if (!match) throw new Error(`${text} is no decimal of at most ${PLACES} places`);
  const [, sign, whole = "0", fraction = ""] = match;
  const value = BigInt(whole) * ONE + BigInt(fraction.padEnd(PLACES, "0"));
  return sign ? -value : value;
}

/** Whole cents of a line: quantity times unit amount, rounded once per line, half away from zero. */
export function centsFor(unitAmountDecimal: string, quantity: number): number {
  return roundHalfUp(parseDecimal(unitAmountDecimal) * BigInt(quantity), ONE);
}

/** The part of an amount that falls to a part of a period, in whole cents. */
export function shareOf(cents: number, part: number, whole: number): number {
  return whole <= 0 ? 0 : roundHalfUp(BigInt(cents) * BigInt(part), BigInt(whole));
}

/** Whole cents when the amount has no decimals, else null: `unit_amount` beside `unit_amount_decimal`. */
export function wholeCents(unitAmountDecimal: string): number | null {
  const value = parseDecimal(unitAmountDecimal);
  return value % ONE === 0n ? Number(value / ONE) : null;
}

function roundHalfUp(numerator: bigint, denominator: bigint): number {
  const negative = numerator < 0n;
  const size = negative ? -numerator : numerator;
  const rounded = Number((size * 2n + denominator) / (denominator * 2n));
  return negative && rounded ? -rounded : rounded;
}
