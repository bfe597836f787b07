import type { Meter } from "../export/usage-sink";

/**
 * Why two of steps, ledger, sums, outbox and Stripe do not say the same.
 * missing record: a step was charged and the ledger does not know. orphan record: the ledger charges what no step did.
 * sums behind: the page's sums are not the ledger. not in the outbox: the ledger is not what was to be reported.
 * failed export: Stripe refused it. unknown: what Stripe counted is not what it was told.
 */
export type DifferenceCause =
  | "missing record"
  | "orphan record"
  | "sums behind"
  | "not in the outbox"
  | "failed export"
  | "unknown";

export type Difference = {
  /** UTC. */
  day: string;
  period: string;
  meter: Meter;
  cause: DifferenceCause;
  what: string;
  /** What the second of the two has more than the first, milli-tokens. */
  amount: number;
};

/** What was looked at: a whole number of UTC days up to now. */
export type Window = { since: Date; until: Date };

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
