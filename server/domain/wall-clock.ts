/**
 * What a clock on the wall shows, as the milliseconds of the same date and time in UTC ("wall time"), and back.
 *
 * The one rule for local times that a change of the clock touches, for schedules and for delays alike: a time that does
 * not exist (spring) is the first instant after the gap; of a time that comes twice (autumn) it is the first.
 */
export function wallTime(zone: string, at: number): number {
  return at + offsetAt(zone, at);
}

/** The instant at which clocks of the zone first show, or have just passed, a wall time. */
export function instantAtWall(zone: string, wall: number): number {
  const [before, after] = [offsetAt(zone, wall - DAY_MS), offsetAt(zone, wall + DAY_MS)];
  const [first, second] = [wall - Math.max(before, after), wall - Math.min(before, after)];
  if (wallTime(zone, first) === wall) return first;
  if (wallTime(zone, second) === wall) return second;
  // In a gap: the clock changes somewhere between the two.
  let [still, changed] = [first, second];
  while (changed - still > SECOND_MS) {
    const middle = Math.floor((still + changed) / 2 / SECOND_MS) * SECOND_MS;
    if (wallTime(zone, middle) < wall) still = middle;
    else changed = middle;
  }
  return changed;
}

/** Of the zone names that browsers and servers know, and of no others. */
export function isZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

const SECOND_MS = 1_000;
/** More than any zone is away from UTC. */
const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(zone: string, at: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return shown - Math.floor(at / SECOND_MS) * SECOND_MS;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric" },
      ...{ minute: "numeric", second: "numeric" },
    });
    formats.set(zone, format);
  }
  return format;
}
