/**
 * The price list, the plans and their limits: the one table. Milli-tokens and micro-dollars, integers.
 * Source: the product's founding document on pay-as-you-go pricing (prices per action, tiers). It names no time for which
 * data is kept; ours is at least what others in the field offer (14 to 30 days of run history, docs/decisions/retention.md).
 */
/** What an action costs: `milliTokens` is billed from the plan, `microDollars` is its list value, shown for information. */
export const PRICES = {
  call_minute: { milliTokens: 10_000, microDollars: 150_000 },
  sms_sent: { milliTokens: 1_000, microDollars: 20_000 },
  email_sent: { milliTokens: 100, microDollars: 1_000 },
  workflow_execution: { milliTokens: 500, microDollars: 5_000 },
  ai_transcription: { milliTokens: 5_000, microDollars: 50_000 },
} as const;

export type UsageKind = keyof typeof PRICES;

export const planKeys = ["trial", "starter", "professional", "enterprise"] as const;
export type PlanKey = (typeof planKeys)[number];

export type Plan = {
  key: PlanKey;
  name: string;
  /** Per month. */
  priceMicroDollars: number;
  includedMilliTokens: number;
  /** Active voice agents, not members. */
  maxAgents: number;
  /** Active flows. */
  maxWorkflows: number;
  /** Per milli-token over the included ones; null: the plan stops instead. */
  overageMicroDollars: number | null;
  customPricing: boolean;
  /** Ended runs with their steps, and events, are kept at least this many days (server/domain/retention.ts). */
  runDays: number;
  /** Bodies over 2 KB (of events and steps) are kept at least this many days; never longer than their run. */
  payloadDays: number;
};

const dollars = (amount: number) => amount * 1_000_000;

export const PLANS: Record<PlanKey, Plan> = {
  trial: {
    key: "trial",
    name: "Trial",
    priceMicroDollars: 0,
    includedMilliTokens: 100_000,
    maxAgents: 1,
    maxWorkflows: 3,
    overageMicroDollars: null,
    customPricing: false,
    runDays: 30,
    payloadDays: 30,
  },
  starter: {
    key: "starter",
    name: "Starter",
    priceMicroDollars: dollars(99),
    includedMilliTokens: 1_000_000,
    maxAgents: 1,
    maxWorkflows: 10,
    overageMicroDollars: 15,
    customPricing: false,
    runDays: 90,
    payloadDays: 30,
  },
  professional: {
    key: "professional",
    name: "Professional",
    priceMicroDollars: dollars(299),
    includedMilliTokens: 5_000_000,
    maxAgents: 5,
    maxWorkflows: 50,
    overageMicroDollars: 12,
    customPricing: false,
    runDays: 180,
    payloadDays: 60,
  },
  enterprise: {
    key: "enterprise",
    name: "Enterprise",
    priceMicroDollars: dollars(999),
    includedMilliTokens: 20_000_000,
    maxAgents: 999,
    maxWorkflows: 999,
    overageMicroDollars: 10,
    customPricing: true,
    runDays: 365,
    payloadDays: 90,
  },
};
