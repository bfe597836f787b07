import { describe, expect, test } from "vitest";
import { decideAccount, type Held } from "@/server/billing/sync/decide-account";
import { nextSyncAt } from "@/server/billing/sync/next-sync-at";
import type { SubscriptionState } from "@/server/billing/sync/subscription-state";

const AT = new Date("2026-11-20T10:00:00Z");
const ANCHOR = new Date("2026-11-10T10:00:00Z");
const hoursBefore = (hours: number) => new Date(AT.getTime() - hours * 3_600_000);

const TERMS = {
  ...{ priceMicroDollars: 800_000_000, includedMilliTokens: 30_000_000, overageMicroDollars: 8 },
  ...{ maxAgents: 20, maxWorkflows: 200 },
};
const OWN = { plan: "enterprise", terms: TERMS } as const;

const held = (more: Partial<Held> = {}): Held => ({
  ...{ plan: "starter", billingAnchor: ANCHOR, billingStatus: "ok", custom: null },
  ...{ grantedPlan: "starter", pendingPlan: null, ...more },
});
const state = (more: Partial<SubscriptionState> = {}): SubscriptionState => ({
  ...{
    id: "sub_1",
    status: "active",
    plan: "starter",
    terms: null,
    flatItemId: "si_1",
    overageItemId: "si_2",
  },
  ...{ periodStart: ANCHOR, periodEnd: new Date("2026-12-10T10:00:00Z"), anchor: ANCHOR },
  ...{ cancelAt: null, pendingPlan: null, isPaid: true, unpaidSince: null, ...more },
});

describe("a plan", () => {
  test.each([
    ["is granted when it is paid", { plan: "trial", grantedPlan: null }, {}, "starter"],
    ["is not granted before", { plan: "trial", grantedPlan: null }, { isPaid: false }, null],
    ["gets larger when that is paid", {}, { plan: "professional" }, "professional"],
    ["stays while the larger one is not paid", {}, { plan: "professional", isPaid: false }, null],
    [
      "gets smaller whether the renewal is paid or not",
      { plan: "professional", grantedPlan: "professional" },
      { isPaid: false },
      "starter",
    ],
    [
      "that came another way is replaced only by one that is paid",
      { plan: "enterprise", grantedPlan: null },
      { isPaid: false },
      null,
    ],
    ["with terms of its own stays", { plan: "enterprise", custom: TERMS }, {}, null],
    ["with terms of its own is bought at those", { plan: "trial", grantedPlan: null }, OWN, "enterprise"],
    ["gets terms of its own", { plan: "enterprise", grantedPlan: "enterprise" }, OWN, "enterprise"],
    ["gets no terms that are not paid", { plan: "enterprise" }, { ...OWN, isPaid: false }, null],
    ["keeps terms it has", { plan: "enterprise", grantedPlan: "enterprise", custom: TERMS }, OWN, null],
    ["of prices that are none of ours is not known", {}, { plan: null }, null],
    ["ends with the subscription", {}, { status: "canceled" }, "trial"],
    ["that was not bought does not", { grantedPlan: null }, { status: "canceled" }, null],
    [
      "is not ended by a purchase that came to nothing",
      { grantedPlan: null },
      { status: "incomplete" },
      null,
    ],
  ] satisfies [string, Partial<Held>, Partial<SubscriptionState>, string | null][])(
    "%s",
    (_, before, said, expected) => {
      expect(decideAccount(held(before), state(said), AT).change?.plan ?? null).toBe(expected);
    },
  );

  test("that was to follow counts from the turn of the period, however late it is noticed", () => {
    const before = held({ plan: "professional", grantedPlan: "professional", pendingPlan: "starter" });
    expect(decideAccount(before, state(), AT).change).toEqual({
      ...{ plan: "starter", billingAnchor: ANCHOR, at: ANCHOR },
    });
  });

  test("follows the subscription's anchor", () => {
    const anchor = new Date("2026-11-15T08:00:00Z");
    expect(decideAccount(held(), state({ anchor }), AT).change).toEqual({
      plan: "starter",
      billingAnchor: anchor,
    });
    expect(decideAccount(held(), state(), AT).change).toBeUndefined();
  });
});

describe("the standing", () => {
  test.each([
    ["ok", "active", null],
    ["past_due", "past_due", hoursBefore(7 * 24 - 1)],
    ["restricted", "past_due", hoursBefore(7 * 24)],
    ["restricted", "active", hoursBefore(8 * 24)],
    ["restricted", "unpaid", hoursBefore(1)],
    ["restricted", "paused", null],
    ["ok", "trialing", null],
  ] as const)("is %s when Stripe says %s", (expected, status, unpaidSince) => {
    expect(decideAccount(held(), state({ status, unpaidSince }), AT).billingStatus).toBe(expected);
  });

  test("is clear again when the subscription is over", () => {
    const decision = decideAccount(held({ billingStatus: "restricted" }), null, AT);
    expect(decision).toEqual({ grantedPlan: null, billingStatus: "ok", change: { plan: "trial" } });
  });
});

test("Stripe is asked again within a day, and when something is to happen by the clock", () => {
  const due = (more: Partial<SubscriptionState>) => nextSyncAt(state(more), AT).toISOString();
  expect(due({})).toBe("2026-11-21T10:00:00.000Z");
  expect(due({ periodEnd: new Date("2026-11-20T12:00:00Z") })).toBe("2026-11-20T12:01:00.000Z");
  expect(due({ unpaidSince: hoursBefore(7 * 24 - 2) })).toBe("2026-11-20T12:00:00.000Z");
  expect(due({ unpaidSince: hoursBefore(9 * 24) })).toBe("2026-11-21T10:00:00.000Z");
  expect(nextSyncAt(null, AT).toISOString()).toBe("2026-11-21T10:00:00.000Z");
});
