import { graceEndsAt } from "./grace-ends-at";
import type { SubscriptionState } from "./subscription-state";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * When Stripe is asked again at the latest, whatever is heard from it until then: once a day, and where something is to
 * happen by the clock. A webhook that was lost is made up for within that.
 */
export function nextSyncAt(state: SubscriptionState | null, at: Date): Date {
  const turns = [state?.periodEnd, state?.cancelAt].flatMap((turn) =>
    turn ? [turn.getTime() + MINUTE_MS] : [],
  );
  const grace = state?.unpaidSince ? [graceEndsAt(state.unpaidSince).getTime()] : [];
  const ahead = [...turns, ...grace].filter((time) => time > at.getTime());
  return new Date(Math.min(at.getTime() + DAY_MS, ...ahead));
}
