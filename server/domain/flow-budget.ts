import { formatTokens } from "./usage";

/** Of a budget, at which percent somebody is told. */
export const BUDGET_PERCENTS = [80, 100] as const;
export type BudgetPercent = (typeof BUDGET_PERCENTS)[number];

/** A flow's budget and what the flow has used of it in the current period, in milli-tokens. */
export type BudgetUse = { milliTokens: number; usedMilliTokens: number };

/** The highest of the percents that is reached, or null. Integers: nothing is rounded up to it. */
export function budgetPercent({ milliTokens, usedMilliTokens }: BudgetUse): BudgetPercent | null {
  return BUDGET_PERCENTS.findLast((percent) => usedMilliTokens * 100 >= milliTokens * percent) ?? null;
}

type BudgetNews = BudgetUse & {
  flowName: string;
  percent: BudgetPercent;
  /** Whether the flow is stopped at 100 %. */
  stop: boolean;
  /** In words; null where the period has no end. */
  periodEnds: string | null;
};

/** What the owner of a flow, and owners and admins of its workspace, are told. */
export function budgetWords(news: BudgetNews): { title: string; body: string } {
  const { flowName, percent, stop, periodEnds } = news;
  const used = `It has used ${formatTokens(news.usedMilliTokens)} of ${formatTokens(news.milliTokens)} ${news.milliTokens === 1_000 ? "token" : "tokens"} in this period.`;
  const ends = periodEnds === null ? "" : ` The next period begins on ${periodEnds}.`;
  if (percent < 100)
    return {
      title: `“${flowName}” has used ${percent} % of its budget`,
      body: `${used}${ends} ${stop ? "When the budget is used up, the flow is paused." : "When the budget is used up, you are told again; the flow goes on."}`,
    };
  if (!stop)
    return {
      title: `“${flowName}” has used up its budget`,
      body: `${used}${ends} It goes on: its budget does not stop it. Change that under Budget in the flow's menu.`,
    };
  const itself = periodEnds === null ? "" : `It goes on by itself on ${periodEnds}. `;
  return {
    title: `“${flowName}” was paused: its budget is used up`,
    body: `${used} Nothing is lost: runs under way stop where they are. ${itself}To go on now, raise its budget, or turn it on again to go on beyond it until the period ends.`,
  };
}
