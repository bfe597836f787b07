import { expect, test } from "vitest";
import type { BillingOverview } from "@/components/billing/billing-types";
import { planDifferences } from "@/components/billing/plan-facts";
import { planHint } from "@/components/billing/plan-hint";
import { formatRate } from "@/components/billing/plan-price";
import { planVerb } from "@/components/billing/plan-verb";
import { PLANS, planKeys } from "@/server/domain/plans";
import { overviewOf, subscriptionOf } from "./overview";

const verbs = (overview: BillingOverview) => planKeys.map((key) => planVerb(key, overview));

test.each<[string, Partial<BillingOverview>, (string | null)[]]>([
  ["on a plan that is paid for", {}, [null, null, "Upgrade", "Upgrade"]],
  ["on the largest", { plan: "enterprise" }, [null, "Downgrade", "Downgrade", null]],
  ["on the trial", { plan: "trial", subscription: null }, [null, "Upgrade", "Upgrade", "Upgrade"]],
  [
    "on a plan that nobody bought",
    { plan: "professional", subscription: null },
    [null, "Switch", "Subscribe", "Upgrade"],
  ],
  ["without payment", { configured: false, subscription: null }, ["Switch", null, "Switch", "Switch"]],
  ["for who may not spend", { canManage: false }, [null, null, null, null]],
  ["on terms of its own", { plan: "enterprise", custom: true }, [null, null, null, null]],
  [
    "on terms of its own that nobody bought yet",
    { plan: "enterprise", custom: true, subscription: null },
    [null, null, null, "Subscribe"],
  ],
  [
    "on terms of its own without payment",
    { plan: "enterprise", custom: true, configured: false, subscription: null },
    [null, null, null, null],
  ],
  ["while an invoice is not paid", { status: "past_due" }, [null, null, null, null]],
  [
    "when the plan ends",
    { subscription: subscriptionOf({ cancelAt: new Date() }) },
    [null, null, null, null],
  ],
  [
    "when a smaller one follows",
    { plan: "enterprise", subscription: subscriptionOf({ pendingPlan: "starter" }) },
    [null, null, "Downgrade", null],
  ],
])("what can be chosen %s", (_, change, expected) => expect(verbs(overviewOf(change))).toEqual(expected));

test.each<[string, Partial<BillingOverview>, string]>([
  ["for who may not spend", { canManage: false, custom: true }, "Owners of this workspace choose the plan."],
  [
    "on terms of its own",
    { plan: "enterprise", custom: true },
    "Its terms were agreed with whoever runs this server: they change the plan.",
  ],
  [
    "while an invoice is not paid",
    { status: "past_due" },
    "Another plan can be chosen when the last invoice is paid.",
  ],
  [
    "when the plan ends",
    { subscription: subscriptionOf({ cancelAt: new Date("2026-12-12T00:00:00Z") }) },
    "The plan ends on 12 Dec 2026. Keep it first, then choose another.",
  ],
])("why no plan can be chosen %s", (_, change, words) =>
  expect(planHint(overviewOf(change), "UTC")).toBe(words),
);

test.each<Partial<BillingOverview>>([
  {},
  { subscription: null },
  { subscription: null, status: "past_due" },
  { configured: false, subscription: null },
  { plan: "trial", subscription: null },
])("where a plan can be chosen nothing is explained: %j", (change) => {
  expect(verbs(overviewOf(change)).some((verb) => verb !== null)).toBe(true);
  expect(planHint(overviewOf(change), "UTC")).toBeNull();
});

test("two plans differ in what they do, before and after", () => {
  const differences = planDifferences(PLANS.starter, PLANS.professional);
  expect(differences.find(({ name }) => name === "Included")).toEqual({
    ...{ name: "Included", before: "1,000 tokens a month", text: "5,000 tokens a month" },
  });
  expect(planDifferences(PLANS.starter, PLANS.starter)).toEqual([]);
});

test("a rate is said in as many places as it takes", () => {
  expect([15, 12, 10, 1].map(formatRate)).toEqual(["$0.015", "$0.012", "$0.01", "$0.001"]);
});
