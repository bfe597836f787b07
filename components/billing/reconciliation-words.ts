import type { inferRouterOutputs } from "@trpc/server";
import { formatMoment } from "@/components/ui/format-time";
import type { AppRouter } from "@/server/api/root";
import { formatTokens } from "@/server/domain/usage";

export type Reconciliation = NonNullable<inferRouterOutputs<AppRouter>["reconciliation"]["latest"]>;
export type Difference = Reconciliation["differences"][number];

type Clock = { now: number; timeZone: string };

/** "Matched to Stripe 03:10 today, difference 0": whether steps, ledger and Stripe say the same, and since when. */
export function reconciliationWords(latest: Reconciliation | null, clock: Clock): string {
  if (!latest) return "Steps and ledger are compared every night; not yet in this workspace.";
  const { matched, against, problem, differenceMilliTokens: difference } = latest;
  const when = momentWords(latest.ranAt, clock);
  if (problem) return `Stripe could not be asked ${when}; steps and ledger ${matched ? "agree" : "differ"}.`;
  const stripe = against === "stripe";
  if (!matched) {
    const sides = stripe ? "steps, ledger and Stripe" : "steps and ledger";
    return `${capital(sides)} differ by ${formatTokens(Math.abs(difference))} tokens, found ${when}`;
  }
  return stripe ? `Matched to Stripe ${when}, difference 0` : `Steps and ledger agree, ${when}, difference 0`;
}

/** What is no difference, but explains why Stripe does not show all of it yet. */
export function onItsWay({
  waitingMilliTokens: waiting,
  lateMilliTokens: late,
  unbilledMilliTokens: unbilled,
}: Reconciliation): string[] {
  return [
    waiting === 0 ? "" : `${formatTokens(waiting)} tokens are on their way to Stripe.`,
    late === 0 ? "" : `${formatTokens(late)} tokens came after their invoice and are on the next one.`,
    unbilled === 0 ? "" : `${formatTokens(unbilled)} tokens are not billed: nothing was paid for by then.`,
  ].filter((words) => words !== "");
}

function momentWords(at: Date, { now, timeZone }: Clock): string {
  const day = (date: Date) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(date);
  const moment = formatMoment(at, now, { timeZone });
  return day(at) === day(new Date(now)) ? `${moment} today` : moment;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
