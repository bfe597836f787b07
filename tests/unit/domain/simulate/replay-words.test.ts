import { describe, expect, test } from "vitest";
import { differenceWords, replayWords } from "@/server/domain/simulate/replay-words";

describe("the words of a replay", () => {
  test("say how many are the same, what the others get, and what it costs", () => {
    expect(
      replayWords({
        events: 1_000,
        same: 962,
        differences: [
          { difference: "get SMS instead of email", count: 31 },
          { difference: "fail", count: 7 },
        ],
        milliTokens: 12_400,
      }),
    ).toBe("1,000 events: 962 the same, 31 get SMS instead of email, 7 fail; +12.4 tokens");
  });

  test("say all, and nothing more", () => {
    expect(replayWords({ events: 3, same: 3, differences: [], milliTokens: 0 })).toBe(
      "3 events: all the same; ±0 tokens",
    );
  });

  test.each([
    ["get SMS instead of email", "1 gets SMS instead of email"],
    ["fail at “Send SMS”", "1 fails at “Send SMS”"],
    ["are not started", "1 is not started"],
    ["no longer fail", "1 no longer fails"],
    ["do “Create task” as well", "1 does “Create task” as well"],
    ["no longer do “Create task”", "1 no longer does “Create task”"],
  ])("speak of one: %s", (difference, words) => {
    expect(differenceWords({ difference, count: 1 })).toBe(words);
  });
});
