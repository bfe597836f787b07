import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { periodOf } from "@/server/domain/period";
import { PLANS, PRICES } from "@/server/domain/plans";
import {
  callMinuteKey,
  formatTokens,
  stepUsageKey,
  USAGE_WORDS,
  workflowUsageKey,
} from "@/server/domain/usage";

describe("prices and plans", () => {
  it("are the published ones: tokens and dollars per action", () => {
    const published = {
      call_minute: [10, 0.15],
      sms_sent: [1, 0.02],
      email_sent: [0.1, 0.001],
      workflow_execution: [0.5, 0.005],
      ai_transcription: [5, 0.05],
    };
    const ours = Object.entries(PRICES).map(([kind, { milliTokens, microDollars }]) => [
      kind,
      [milliTokens / 1000, microDollars / 1_000_000],
    ]);
    expect(Object.fromEntries(ours)).toEqual(published);
    expect(Object.keys(USAGE_WORDS)).toEqual(Object.keys(PRICES));
  });

  it("are the published ones: fee, tokens, limits and overage per token", () => {
    const published = {
      trial: [0, 100, 1, 3, null, false],
      starter: [99, 1_000, 1, 10, 0.015, false],
      professional: [299, 5_000, 5, 50, 0.012, false],
      enterprise: [999, 20_000, 999, 999, 0.01, true],
    };
    const ours = Object.values(PLANS).map((plan) => [
      plan.key,
      [
        ...[
          plan.priceMicroDollars / 1_000_000,
          plan.includedMilliTokens / 1_000,
          plan.maxAgents,
          plan.maxWorkflows,
        ],
        ...[
          plan.overageMicroDollars === null ? null : (plan.overageMicroDollars * 1_000) / 1_000_000,
          plan.customPricing,
        ],
      ],
    ]);
    expect(Object.fromEntries(ours)).toEqual(published);
  });

  it("are whole numbers", () => {
    const numbers = [...Object.values(PRICES), ...Object.values(PLANS)]
      .flatMap((row) => Object.values(row))
      .filter((value) => typeof value === "number");
    expect(numbers.every(Number.isSafeInteger)).toBe(true);
  });
});

describe("periodOf", () => {
  const key = (anchor: string, now: string) => {
    const { key, startsAt, endsAt } = periodOf("starter", new Date(anchor), new Date(now));
    return [key, startsAt.toISOString(), endsAt?.toISOString()];
  };

  it("is one without end in the trial", () => {
    const anchor = new Date("2026-01-31T10:00:00Z");
    expect(periodOf("trial", anchor, new Date("2030-01-01T00:00:00Z"))).toEqual({
      key: "trial",
      startsAt: anchor,
      endsAt: null,
    });
  });

  it("turns monthly on the anchor's day and hour, or on the last day of a shorter month", () => {
    const anchor = "2026-01-31T10:00:00Z";
    expect(key(anchor, "2026-02-28T09:59:59Z")).toEqual([
      "2026-01-31",
      "2026-01-31T10:00:00.000Z",
      "2026-02-28T10:00:00.000Z",
    ]);
    expect(key(anchor, "2026-02-28T10:00:00Z")).toEqual([
      "2026-02-28",
      "2026-02-28T10:00:00.000Z",
      "2026-03-31T10:00:00.000Z",
    ]);
    expect(key(anchor, "2026-03-31T10:00:00Z")[0]).toBe("2026-03-31");
    expect(key("2024-02-29T00:00:00Z", "2025-02-28T12:00:00Z")[0]).toBe("2025-02-28");
  });

  it("covers all time without a gap", () => {
    const day = fc.date({ min: new Date("2024-01-01"), max: new Date("2026-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 3_000 * 86_400_000 }), (anchor, after) => {
        const now = new Date(anchor.getTime() + after);
        const period = periodOf("professional", anchor, now);
        const end = period.endsAt ?? now;
        expect(period.startsAt <= now && now < end).toBe(true);
        expect(periodOf("professional", anchor, end).startsAt).toEqual(end);
        expect(periodOf("professional", anchor, new Date(end.getTime() - 1)).key).toBe(period.key);
      }),
      { numRuns: 300 },
    );
  });
});

describe("usage", () => {
  it("has one key per billable thing", () => {
    expect(workflowUsageKey("r1")).toBe("run:r1:workflow");
    expect(stepUsageKey("r1", "send", "3.17", "sms_sent")).toBe("run:r1:step:send:iter:3.17:sms_sent");
    expect(callMinuteKey("c1", 3)).toBe("call:c1:minute:3");
    const part = fc.stringMatching(/^[a-z:]{1,8}$/);
    const path = fc.constantFrom("", "1", "1.2");
    fc.assert(
      fc.property(part, path, part, path, (a, pathA, b, pathB) => {
        const same = a === b && pathA === pathB;
        expect(stepUsageKey("r", a, pathA, "sms_sent") === stepUsageKey("r", b, pathB, "sms_sent")).toBe(
          same,
        );
      }),
    );
  });

  it.each([
    [0, "0"],
    [500, "0.5"],
    [100, "0.1"],
    [12_400_000, "12,400"],
    [1, "0.001"],
  ])("writes %d milli-tokens as %s", (milli, text) => expect(formatTokens(milli)).toBe(text));
});
