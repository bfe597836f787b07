import { describe, expect, test } from "vitest";
import {
  ALLOWANCE_STEPS,
  allowanceNotice,
  CAP_STEPS,
  capNotice,
  type QuotaStanding,
  stepReached,
} from "@/server/domain/quota-notice";

const standing: QuotaStanding = {
  usedMilliTokens: 750_500,
  allowanceMilliTokens: 1_000_000,
  endsAt: new Date("2026-12-20T23:00:00Z"),
  timezone: "Europe/Berlin",
  overage: null,
  mayHaveOverage: true,
};
const overage = { costMicroDollars: 74_250_000, capMicroDollars: 99_000_000, rateMicroDollars: 15 };

test("the furthest step that was reached, exactly", () => {
  expect(
    [499_999, 500_000, 749_999, 900_000, 999_999, 1_000_000, 5_000_000].map((used) =>
      stepReached(ALLOWANCE_STEPS, used, 1_000_000),
    ),
  ).toEqual([null, 50, 50, 90, 90, 100, 100]);
  expect([74, 75, 100].map((cost) => stepReached(CAP_STEPS, cost, 100))).toEqual([null, 75, 100]);
  expect([0, 1].map((used) => stepReached(ALLOWANCE_STEPS, used, 0))).toEqual([null, 100]);
});

describe("what is said", () => {
  test("how many, when the period ends, what happens at 100 %, and the ways out", () => {
    expect(allowanceNotice(75, standing)).toEqual({
      title: "75% of this period's tokens are used",
      body: "750.5 of 1,000 tokens are used, and the period ends on 21 December 2026. At 100% runs with priced steps are held until 21 December 2026; none is lost. To go on: upgrade, or switch overage on with a cap, under Settings → Billing.",
    });
  });

  test("on the trial, which has no end and no overage", () => {
    const trial = {
      ...standing,
      endsAt: null,
      mayHaveOverage: false,
      usedMilliTokens: 100_400,
      allowanceMilliTokens: 100_000,
    };
    expect(allowanceNotice(100, trial)).toEqual({
      title: "All of the trial's tokens are used",
      body: "100 of 100 tokens are used. Runs with priced steps are held; none is lost. To go on: upgrade under Settings → Billing.",
    });
  });

  test("with overage: what a token costs from then on, and up to where", () => {
    expect(allowanceNotice(100, { ...standing, overage }).body).toContain(
      "From now on a token costs $0.015, up to your cap of $99.00; then runs with priced steps are held until 21 December 2026. Raise the cap or upgrade under Settings → Billing.",
    );
    expect(capNotice(75, { ...standing, overage })).toEqual({
      title: "75% of the cap on overage is used",
      body: "Overage has come to $74.25 of at most $99.00, and the period ends on 21 December 2026. At 100% runs with priced steps are held until 21 December 2026; none is lost. Raise the cap or upgrade under Settings → Billing.",
    });
    expect(capNotice(100, { ...standing, overage }).title).toBe("The cap on overage is reached");
  });
});
