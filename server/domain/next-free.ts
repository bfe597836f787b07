import { type OpenHours, opensAt } from "./business-hours";
import { type QuietWindow, quietUntil } from "./quiet-hours";

export type Closed = { until: Date } & (
  | { rule: "quiet_hours"; window: QuietWindow }
  | { rule: "business_hours" }
);

/**
 * The first moment that is neither quiet nor outside of business hours, and what ends last before it. null: it is now.
 * "never": the two leave no moment free within two weeks.
 */
export function nextFree(
  quiet: readonly QuietWindow[],
  open: OpenHours | null,
  at: Date,
): Closed | "never" | null {
  let last: Closed | null = null;
  let moment = at;
  while (moment.getTime() - at.getTime() < TWO_WEEKS_MS) {
    const silent = quietUntil(quiet, moment);
    if (silent === "never") return "never";
    if (silent) {
      last = { rule: "quiet_hours", ...silent };
      moment = silent.until;
    }
    const opening = open && opensAt(open, moment);
    if (!opening) return last;
    last = { rule: "business_hours", until: opening };
    moment = opening;
    if (quietUntil(quiet, moment) === null) return last;
  }
  return "never";
}

const TWO_WEEKS_MS = 14 * 86_400_000;
