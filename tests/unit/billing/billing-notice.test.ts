import { expect, test } from "vitest";
import { billingNotice } from "@/components/billing/billing-notice";
import type { BillingOverview } from "@/components/billing/billing-types";
import { overviewOf, subscriptionOf } from "./overview";

type Tokens = Parameters<typeof billingNotice>[0]["tokens"];

const tokensOf = (change: Partial<Tokens> = {}): Tokens => ({
  ...{ plan: "starter", period: "2026-11-12", periodEndsAt: new Date("2026-12-12T00:00:00Z") },
  ...{ overageEnabled: false, billingStatus: "ok", maxWorkflows: 10 },
  ...{
    usedMilliTokens: 0,
    reservedMilliTokens: 0,
    includedMilliTokens: 1_000_000,
    limitMilliTokens: 1_000_000,
  },
  ...change,
});

const noticeOf = (tokens: Partial<Tokens>, billing: Partial<BillingOverview> = {}) =>
  billingNotice({
    tokens: tokensOf(tokens),
    billing: overviewOf(billing),
    now: Date.parse("2026-11-21T12:00:00Z"),
    timeZone: "UTC",
  });

test("nothing is said while all is well", () => {
  expect(noticeOf({ usedMilliTokens: 799_999 })).toBeNull();
});

test("the trial and a period are told apart as their tokens run short", () => {
  expect(noticeOf({ usedMilliTokens: 800_000 })).toEqual({
    tone: "warning",
    text: "80% of this period's 1,000 tokens are used. At 100% runs are held until the period ends on 12 Dec 2026.",
  });
  expect(noticeOf({ usedMilliTokens: 100_000, includedMilliTokens: 100_000, periodEndsAt: null })).toEqual({
    tone: "bad",
    text: "All of the trial's 100 tokens are used. Runs with priced steps are held; none is lost.",
  });
});

test("with overage the cap is what runs short", () => {
  const billing = { overage: { enabled: true, capMicroDollars: 15_000_000, rateMicroDollars: 15 } };
  const over = { overageEnabled: true, limitMilliTokens: 2_000_000 };
  expect(noticeOf({ ...over, usedMilliTokens: 1_700_000 }, billing)).toBeNull();
  expect(noticeOf({ ...over, usedMilliTokens: 1_850_000 }, billing)).toEqual({
    tone: "warning",
    text: "85% of the cap of $15.00 for overage is used. At 100% runs are held.",
  });
  expect(noticeOf({ ...over, usedMilliTokens: 2_000_000 }, billing)).toEqual({
    tone: "bad",
    text: "The cap of $15.00 for overage is reached. Runs with priced steps are held until the period ends on 12 Dec 2026; none is lost.",
  });
});

test("an unpaid invoice comes before tokens, with the days that are left", () => {
  const used = { usedMilliTokens: 900_000 };
  const until = (at: string) => ({ graceEndsAt: new Date(at) });
  expect(noticeOf({ ...used, billingStatus: "past_due" }, until("2026-11-26T11:00:00Z"))?.text).toBe(
    "The last invoice is not paid. Overage is off; included tokens go on for 5 more days, until 26 Nov 2026.",
  );
  expect(noticeOf({ ...used, billingStatus: "past_due" }, until("2026-11-21T20:00:00Z"))?.text).toContain(
    "for one more day, until 21 Nov 2026.",
  );
  expect(noticeOf({ ...used, billingStatus: "restricted" })).toMatchObject({ tone: "bad" });
});

test("what happens to the plan at the period's end is said when nothing is short", () => {
  const down = { subscription: subscriptionOf({ pendingPlan: "starter" }), planName: "Professional" };
  expect(noticeOf({}, down)).toEqual({ tone: "info", text: "Starter follows Professional on 12 Dec 2026." });
  expect(noticeOf({ usedMilliTokens: 990_000 }, down)?.tone).toBe("warning");
  const ends = { subscription: subscriptionOf({ cancelAt: new Date("2026-12-12T00:00:00Z") }) };
  expect(noticeOf({}, ends)?.text).toBe("Starter ends on 12 Dec 2026 and is not renewed.");
});

test("tokens are told of before it is known how billing stands", () => {
  const known = { tokens: tokensOf({ usedMilliTokens: 900_000 }), billing: undefined };
  expect(billingNotice({ ...known, now: 0, timeZone: "UTC" })?.tone).toBe("warning");
});
