/** Whom usage is reported to. Stripe is one; what the ledger says is decided before, and does not change with it. */
export type UsageSink = {
  /** One event of a meter. */
  send(event: UsageEvent): Promise<Delivery>;
  /** What is known there of a customer, by UTC day of the usage: milli-tokens. It may be some minutes behind. */
  sums(query: SumsQuery): Promise<Map<string, number>>;
  /** Whether usage of a period that ended then still comes onto its invoice. */
  takesPeriod(customer: string, endsAt: Date): Promise<boolean>;
  /** Usage that came too late for its own invoice, onto the next one. Found there already: it is not added again. */
  addToNextInvoice(item: LateItem): Promise<Delivery>;
};

/** `tokens`: every token, no price. `overage`: those over the plan, which are charged. Both in milli-tokens. */
export const meters = ["tokens", "overage"] as const;
export type Meter = (typeof meters)[number];

export type UsageEvent = {
  identifier: string;
  customer: string;
  meter: Meter;
  milliTokens: number;
  at: Date;
};

export type SumsQuery = { customer: string; meter: Meter; from: Date; to: Date };

export type LateItem = {
  identifier: string;
  customer: string;
  milliTokens: number;
  rateMicroDollars: number;
  text: string;
  /** When it was tried before, without an answer. */
  triedAt: Date | null;
};

export type Delivery =
  | { outcome: "delivered"; duplicate: boolean; requestId: string | null }
  /** Never to be taken as it is. */
  | { outcome: "refused"; cause: string; requestId: string | null }
  /** Surely not taken; nothing else will be for now, either. */
  | { outcome: "busy"; cause: string; retryAfterMs: number | null }
  /** No answer: it may have been taken. */
  | { outcome: "unknown"; cause: string };
