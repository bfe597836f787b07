import { expect, test } from "vitest";
import { decideMove, type Standing } from "@/server/billing/subscription/decide-move";
import type { LiveSubscription } from "@/server/billing/subscription/live-subscription";
import type { PlanKey } from "@/server/domain/plans";

const subscription: LiveSubscription = {
  ...{ id: "sub_1", customerId: "cus_1", status: "active", plan: "professional" },
  ...{ flatItemId: "si_1", overageItemId: "si_2", cancelAt: null, pendingPlan: null, pastDueSince: null },
  periodStartsAt: new Date("2026-11-01T00:00:00Z"),
  periodEndsAt: new Date("2026-12-01T00:00:00Z"),
};
const standing = (more: Partial<LiveSubscription> | null): Standing => ({
  ...{ configured: true, plan: more ? "professional" : "trial", custom: false },
  subscription: more && { ...subscription, ...more },
});
const ends = new Date("2026-12-01T00:00:00Z");

test.each<[string, Standing, PlanKey, string]>([
  ["nothing is charged", { ...standing(null), configured: false }, "starter", "switch"],
  ["nothing is charged, back to the trial", { ...standing({}), configured: false }, "trial", "switch"],
  ["nothing was bought yet", standing(null), "starter", "buy"],
  ["a plan came another way", { ...standing(null), plan: "starter" }, "starter", "buy"],
  [
    "terms of its own are not bought yet",
    { ...standing(null), plan: "enterprise", custom: true },
    "enterprise",
    "buy",
  ],
  ["a larger plan", standing({}), "enterprise", "up"],
  ["a smaller plan", standing({}), "starter", "down"],
  ["the plan stays after all", standing({ pendingPlan: "starter" }), "professional", "keep"],
  ["an upgrade instead of a downgrade", standing({ pendingPlan: "starter" }), "enterprise", "up"],
])("%s", (_, from, to, kind) => expect(decideMove(from, to).kind).toBe(kind));

test.each<[string, Standing, PlanKey, RegExp]>([
  ["the same plan", standing({}), "professional", /is Professional already/],
  ["the same trial", standing(null), "trial", /is Trial already/],
  ["back to the trial", standing({}), "trial", /Cancel the plan/],
  [
    "what follows anyway",
    standing({ pendingPlan: "starter" }),
    "starter",
    /follows at the end of the period/,
  ],
  ["of a plan that ends", standing({ cancelAt: ends }), "enterprise", /ends on December 1\. Resume it first/],
  ["of a plan that is not paid", standing({ status: "past_due" }), "enterprise", /Pay it first/],
  [
    "of a plan given by hand",
    { ...standing(null), plan: "starter" },
    "trial",
    /Ask whoever runs this server/,
  ],
  ["of terms of its own", { ...standing({}), custom: true }, "starter", /terms of its own/],
  [
    "to another than the terms agreed",
    { ...standing(null), plan: "enterprise", custom: true },
    "starter",
    /terms of its own/,
  ],
])("a change is refused: %s", (_, from, to, words) => expect(() => decideMove(from, to)).toThrow(words));
