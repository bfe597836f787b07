import { describe, expect, test } from "vitest";
import { costWords } from "@/components/dry-run/cost-words";
import { monthRows } from "@/components/dry-run/month-rows";
import { signedTokens, tokenRange } from "@/components/dry-run/token-words";

describe("what a flow costs, in words", () => {
  test("a run alone, where no events tell a month", () => {
    expect(costWords({ perRun: { least: 500, most: 500 }, month: null })).toEqual([
      "A run costs 0.5 tokens.",
    ]);
  });

  test("a run by its ways, and a month like the last days", () => {
    const month = { expected: 240_000, p95: 300_500, events: 80, days: 30 };
    expect(costWords({ perRun: { least: 500, most: 3_500 }, month })).toEqual([
      "A run costs 0.5 to 3.5 tokens.",
      "A month like the last 30 days costs about 240 tokens; 95 of 100 such months stay below 300.5 tokens.",
    ]);
  });

  test("the same twice is said once", () => {
    const month = { expected: 90_000, p95: 90_000, events: 5, days: 1 };
    expect(costWords({ perRun: { least: 600, most: 600 }, month })[1]).toBe(
      "A month like the last day costs about 90 tokens.",
    );
  });

  test("one token is one token, more or less has a sign", () => {
    expect(tokenRange(1_000, 1_000)).toBe("1 token");
    expect(signedTokens(-500)).toBe("−0.5 tokens");
  });
});

test("a month's band goes from what is expected to the worst", () => {
  const rows = monthRows({ expected: 1, p95: 2, worst: 3 });
  expect(rows.map(({ values }) => values.milliTokens)).toEqual([1, 2, 3]);
});
