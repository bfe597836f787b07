import { dayMinute } from "./day-minute";
import { instantAtWall, wallTime } from "./wall-clock";

/** Local times between which nobody is disturbed; it may go over midnight. Equal times: never. */
export type QuietWindow = { zone: string; from: string; to: string };

export type QuietUntil = { until: Date; window: QuietWindow };

/**
 * When the quiet hours that `at` lies in are over, in every window; the window is the one that ends last. null: it is not
 * quiet. "never": the windows leave no moment free within a week.
 */
export function quietUntil(windows: readonly QuietWindow[], at: Date): QuietUntil | "never" | null {
  let free = at.getTime();
  let last: QuietWindow | null = null;
  while (free - at.getTime() < WEEK_MS) {
    const quiet = windows.find((window) => isQuiet(window, free));
    if (!quiet) return last && { until: new Date(free), window: last };
    last = quiet;
    free = endOf(quiet, free);
  }
  return "never";
}

/** Whether clocks in the window's zone show a time inside it. */
export function isQuiet({ zone, from, to }: QuietWindow, at: number): boolean {
  const [start, end] = [dayMinute(from), dayMinute(to)];
  const minute = Math.floor((wallTime(zone, at) % DAY_MS) / MINUTE_MS);
  return start <= end ? minute >= start && minute < end : minute >= start || minute < end;
}

/** The instant at which its clocks first show the window's end. */
function endOf({ zone, to }: QuietWindow, at: number): number {
  const wall = wallTime(zone, at);
  const midnight = wall - (wall % DAY_MS);
  const today = midnight + dayMinute(to) * MINUTE_MS;
  const end = today > wall ? today : today + DAY_MS;
  const instant = instantAtWall(zone, end);
  // In the hour that comes twice, its first showing may be over: the second is as far away as the clock says.
  return instant > at ? instant : at + (end - wall);
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
