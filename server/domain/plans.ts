/**
 * The price list, the plans and their limits: the one table. Milli-tokens and micro-dollars, integers.
 * Source: the product's founding document on pay-as-you-go pricing (prices per action, tiers).
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
  },
};
