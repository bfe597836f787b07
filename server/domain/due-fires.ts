import { fireAfter } from "./schedule";

/** A missed fire is caught up for this long; a later one would surprise more than help. */
const CATCH_UP_MS = 3_600_000;
/** Up to here missed fires are counted. */
export const MOST_MISSED = 1_000;

export type DueFires = {
  /** The time to fire for now: the latest, whatever was missed before it; null when that is too long ago. */
  fire: Date | null;
  /** What was left out: how many (at most 1,000 are counted), the first and the last. */
  missed: { count: number; from: Date; until: Date } | null;
  next: Date | null;
};

/** What is to be done at `now` about a schedule that was due at `due`. */
export function dueFires(cron: string, timezone: string, due: Date, now: Date): DueFires {
  const next = fireAfter(cron, timezone);
  const passed = [due];
  for (let at = next(due); at && at <= now; at = next(at)) {
    passed.push(at);
    if (passed.length !== MOST_MISSED + 1) continue;
    const recent = new Date(now.getTime() - CATCH_UP_MS);
    if (recent > at) at = recent;
  }
  const last = passed.at(-1) ?? due;
  const fire = now.getTime() - last.getTime() < CATCH_UP_MS ? last : null;
  const missed = fire ? passed.slice(0, -1) : passed;
  const [from, until] = [missed[0], missed.at(-1)];
  return {
    fire,
    missed: from && until ? { count: Math.min(missed.length, MOST_MISSED), from, until } : null,
    next: next(now),
  };
}
