/**
 * How long data is kept. A run is counted from its end: one that sleeps for 90 days is never too old. The plan of today
 * decides, so a larger plan keeps from now on what is still there. Usage, the audit log, messages and tasks are records
 * and stay.
 */
import { PLANS, type PlanKey, planKeys } from "./plans";

const DAY_MS = 86_400_000;

/** Ended runs and events before this are too old. */
export const runsBefore = (plan: PlanKey, now: Date): Date => daysBefore(now, PLANS[plan].runDays);

/** Bodies over 2 KB from before this are too old. */
export const payloadsBefore = (plan: PlanKey, now: Date): Date => daysBefore(now, PLANS[plan].payloadDays);

/** Nobody's bodies are kept longer. */
export const longestPayloadDays = Math.max(...planKeys.map((plan) => PLANS[plan].payloadDays));

export const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS);

/** One sentence for people: what a plan keeps. */
export const retentionWords = (plan: PlanKey): string =>
  `Runs are kept for ${PLANS[plan].runDays} days after they end, payloads over 2 KB for ${PLANS[plan].payloadDays} days.`;

/** What stands in the place of a body that is gone. */
export const goneWords = (what: string, plan: PlanKey): string =>
  `This ${what} was larger than 2 KB and is past its ${PLANS[plan].payloadDays} days.`;
