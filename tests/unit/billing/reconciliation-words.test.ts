import { expect, test } from "vitest";
import {
  onItsWay,
  type Reconciliation,
  reconciliationWords,
} from "@/components/billing/reconciliation-words";

const latest = (change: Partial<Reconciliation> = {}): Reconciliation => ({
  ...{ id: "1", ranAt: new Date("2026-11-21T03:10:00Z"), since: "2026-10-01", matched: true },
  ...{ differenceMilliTokens: 0, against: "stripe", problem: null, differences: [] },
  ...{ waitingMilliTokens: 0, lateMilliTokens: 0, unbilledMilliTokens: 0 },
  ...change,
});
const words = (change?: Partial<Reconciliation>, now = "2026-11-21T12:00:00Z") =>
  reconciliationWords(latest(change), { now: Date.parse(now), timeZone: "UTC" });

test("a match says when, and against what", () => {
  expect(words()).toBe("Matched to Stripe 03:10 today, difference 0");
  expect(words({ against: "ledger only" })).toBe("Steps and ledger agree, 03:10 today, difference 0");
  expect(words({}, "2026-11-22T12:00:00Z")).toBe("Matched to Stripe Sat 03:10, difference 0");
});

test("a difference is said to the thousandth of a token", () => {
  expect(words({ matched: false, differenceMilliTokens: -1_001 })).toBe(
    "Steps, ledger and Stripe differ by 1.001 tokens, found 03:10 today",
  );
});

test("a Stripe that did not answer is no match", () => {
  expect(words({ problem: "Stripe could not be reached.", against: "ledger only" })).toBe(
    "Stripe could not be asked 03:10 today; steps and ledger agree.",
  );
});

test("before the first comparison that is said", () => {
  expect(reconciliationWords(null, { now: 0, timeZone: "UTC" })).toContain("every night");
});

test("what is on its way is explained, and nothing else", () => {
  expect(onItsWay(latest())).toEqual([]);
  expect(onItsWay(latest({ waitingMilliTokens: 500, lateMilliTokens: 100 }))).toEqual([
    "0.5 tokens are on their way to Stripe.",
    "0.1 tokens came after their invoice and are on the next one.",
  ]);
});
