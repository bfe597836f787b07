/** What owners and admins are told about the tokens of a period: how far it is, what happens at the end, the ways out. */
import { DateTime } from "luxon";
import { perToken } from "./invoice-preview";
import { formatMoney } from "./money";
import { formatTokens } from "./usage";

export const ALLOWANCE_STEPS = [50, 75, 90, 100] as const;
/** Of what overage may cost. */
export const CAP_STEPS = [75, 90, 100] as const;

export type QuotaStanding = {
  /** Without overage that was settled. */
  usedMilliTokens: number;
  /** The plan's tokens and what grants add. */
  allowanceMilliTokens: number;
  /** Null: a period without end. */
  endsAt: Date | null;
  timezone: string;
  /** Null: there is no overage. */
  overage: { costMicroDollars: number; capMicroDollars: number; rateMicroDollars: number } | null;
  /** The plan can have overage. */
  mayHaveOverage: boolean;
};

/** The largest of the steps that was reached; null: none. */
export function stepReached(steps: readonly number[], used: number, of: number): number | null {
  if (of <= 0) return used > 0 ? (steps.at(-1) ?? null) : null;
  return steps.findLast((percent) => used * 100 >= percent * of) ?? null;
}

export function allowanceNotice(percent: number, standing: QuotaStanding): { title: string; body: string } {
  const { usedMilliTokens: used, allowanceMilliTokens: all, overage } = standing;
  const whose = standing.endsAt ? "this period's" : "the trial's";
  const out = percent >= 100;
  const counted = `${formatTokens(Math.min(used, all))} of ${formatTokens(all)} tokens are used${endWords(standing)}.`;
  const after = overage
    ? `${out ? "From now on" : "After that"} a token costs $${perToken(overage.rateMicroDollars)}, up to your cap of ${dollars(overage.capMicroDollars)}; then runs with priced steps are held${untilWords(standing)}.`
    : `${out ? "Runs" : "At 100% runs"} with priced steps are held${untilWords(standing)}; none is lost.`;
  return {
    title: out ? `All of ${whose} tokens are used` : `${percent}% of ${whose} tokens are used`,
    body: `${counted} ${after} ${overage ? "Raise the cap or upgrade" : waysOut(standing)} under Settings → Billing.`,
  };
}

export function capNotice(percent: number, standing: QuotaStanding): { title: string; body: string } {
  const { costMicroDollars = 0, capMicroDollars = 0 } = standing.overage ?? {};
  const out = percent >= 100;
  const counted = `Overage has come to ${dollars(Math.min(costMicroDollars, capMicroDollars))} of at most ${dollars(capMicroDollars)}${endWords(standing)}.`;
  return {
    title: out ? "The cap on overage is reached" : `${percent}% of the cap on overage is used`,
    body: `${counted} ${out ? "Runs" : "At 100% runs"} with priced steps are held${untilWords(standing)}; none is lost. Raise the cap or upgrade under Settings → Billing.`,
  };
}

const waysOut = ({ mayHaveOverage }: QuotaStanding) =>
  mayHaveOverage ? "To go on: upgrade, or switch overage on with a cap," : "To go on: upgrade";

const endWords = ({ endsAt, ...standing }: QuotaStanding) =>
  endsAt ? `, and the period ends on ${day(endsAt, standing)}` : "";

const untilWords = ({ endsAt, ...standing }: QuotaStanding) =>
  endsAt ? ` until ${day(endsAt, standing)}` : "";

const day = (at: Date, { timezone }: Pick<QuotaStanding, "timezone">) =>
  DateTime.fromJSDate(at, { zone: timezone }).setLocale("en").toFormat("d MMMM yyyy");

/** Whole cents, rounded down: a cap is not shown as reached before it is. */
const dollars = (microDollars: number) => formatMoney(Math.floor(microDollars / 10_000), "usd");
