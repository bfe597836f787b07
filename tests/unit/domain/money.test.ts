import { describe, expect, test } from "vitest";
import { amountSchema, currencySchema, formatMoney, toMajor, toMinor } from "@/server/domain/money";

describe("amounts", () => {
  test.each([
    [29.99, "usd", 2999],
    [0.1 + 0.2, "usd", 30],
    [1.005, "usd", 101],
    [19.99 * 3, "eur", 5997],
    [1500, "jpy", 1500],
    [1.2345, "kwd", 1235],
    [999_999_999.99, "usd", 99_999_999_999],
  ])("%d %s is %d of its smallest unit", (amount, currency, minor) => {
    expect(toMinor(amount, currency)).toBe(minor);
  });

  test("come back as they went, to the cent", () => {
    for (let cents = 0; cents < 20_000; cents++) expect(toMinor(toMajor(cents, "usd"), "usd")).toBe(cents);
  });

  test("are said as people of the currency say them", () => {
    expect(formatMoney(2999, "usd")).toBe("$29.99");
    expect(formatMoney(1500, "jpy")).toBe("¥1,500");
    expect(formatMoney(-50, "eur")).toBe("-€0.50");
  });

  test.each([29.99, "29.99", " 5 ", 0])("%j is one", (amount) => {
    expect(amountSchema.safeParse(amount).success).toBe(true);
  });

  test.each([-1, "-1", "free", "1e9", "", Number.NaN, Number.POSITIVE_INFINITY, 2e9, null, "1,50"])(
    "%j is none",
    (amount) => {
      expect(amountSchema.safeParse(amount).success).toBe(false);
    },
  );

  test("currencies are known ones, in lower case", () => {
    expect(currencySchema.parse(" EUR ")).toBe("eur");
    expect(currencySchema.safeParse("gold").success).toBe(false);
  });
});
