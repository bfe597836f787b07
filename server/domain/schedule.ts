import { Cron } from "croner";
import { instantAtWall, isZone, wallTime } from "./wall-clock";

export type ScheduleProblem = { field: "cron" | "timezone"; message: string };

/**
 * When a schedule fires: five fields (minute, hour, day of the month, month, weekday; L, W and # as croner has them) or
 * @hourly, @daily, @weekly, @monthly, @yearly, read on the clocks of its time zone.
 *
 * Over a change of those clocks:
 * - a time that does not exist that day fires at the first instant after the gap, once however many fall into it;
 * - a time that comes twice fires once, at the first;
 * - a schedule of every hour (hour `*`) follows time itself: it fires in both of two hours that look alike, and has
 *   nothing to catch up after a gap. So every 15 minutes is every 15 minutes.
 *
 * croner alone does this for single times; of lists and ranges of hours it loses what falls into the gap, and fires
 * twice what comes twice. Here it only walks the calendar, and the clock is ours.
 */
export function nextFires(cron: string, timezone: string, after: Date, count: number): Date[] {
  const next = fireAfter(cron, timezone);
  const fires: Date[] = [];
  for (let at = next(after); at && fires.length < count; at = next(at)) fires.push(at);
  return fires;
}

/** What is wrong with a schedule, in words; null when nothing is. */
export function scheduleProblem(cron: string, timezone: string): ScheduleProblem | null {
  if (!isZone(timezone))
    return {
      field: "timezone",
      message: `There is no time zone “${timezone}”. Write one such as Europe/Berlin.`,
    };
  const message =
    cronFault(cron) ?? (nextFires(cron, timezone, ANY_DAY, 1).length === 0 ? never(cron) : null);
  return message === null ? null : { field: "cron", message };
}

/** The nickname's five fields, or the text itself. */
export const cronFields = (cron: string): string[] =>
  (NICKNAMES[cron.trim().toLowerCase()] ?? cron).trim().split(/\s+/);

/** What never comes after it never comes at all. */
const ANY_DAY = new Date("2024-01-01T00:00:00Z");

const NICKNAMES: Record<string, string> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

const FIELDS = [
  { name: "minute", range: "Minutes go from 0 to 59, such as 0, 0,30 or */15." },
  { name: "hour", range: "Hours go from 0 to 23, such as 9, 8-17 or */2." },
  { name: "day of the month", range: "Days go from 1 to 31, such as 1, 1,15 or L for the last." },
  { name: "month", range: "Months go from 1 to 12 or JAN to DEC, such as 1, 3-5 or */3." },
  { name: "weekday", range: "Weekdays go from 0 (Sunday) to 6 or SUN to SAT, such as 1, 1-5 or MON,THU." },
] as const;

const EXAMPLE = "Write one such as “0 9 * * 1-5”: 09:00 from Monday to Friday.";

function cronFault(cron: string): string | null {
  const fields = cronFields(cron);
  if (cron.trim().startsWith("@") && !(cron.trim().toLowerCase() in NICKNAMES))
    return `“${cron}” is not a schedule. There are @hourly, @daily, @weekly, @monthly and @yearly.`;
  if (fields.length === 6 || fields.length === 7)
    return `“${cron}” has ${fields.length} fields; a schedule has five and no seconds: minute, hour, day of the month, month, weekday. ${EXAMPLE}`;
  if (fields.length !== 5)
    return `“${cron}” is not a schedule: it needs five fields, which are minute, hour, day of the month, month and weekday. ${EXAMPLE}`;
  for (const [place, { name, range }] of FIELDS.entries()) {
    const field = fields[place] ?? "";
    const alone = FIELDS.map((_, other) => (other === place ? field : "*")).join(" ");
    if (!isPattern(alone))
      return `The ${name} “${field}” in the schedule “${cron}” is not understood. ${range}`;
  }
  return isPattern(fields.join(" ")) ? null : `“${cron}” is not a schedule. ${EXAMPLE}`;
}

const never = (cron: string) =>
  `The schedule “${cron}” never comes: no such day exists. Check its day of the month and its month.`;

function isPattern(pattern: string): boolean {
  try {
    new Cron(pattern, { timezone: "UTC", paused: true });
    return true;
  } catch {
    return false;
  }
}

/** The first fire after an instant, strictly; null when there is none. */
export function fireAfter(cron: string, zone: string): (after: Date) => Date | null {
  const [minute, hour = "*", ...days] = cronFields(cron);
  const everyHour = /^(\*|\?|0-23)(\/1)?$/.test(hour);
  const pattern = [minute, everyHour ? "*" : hour, ...days].join(" ");
  if (everyHour) {
    const walk = new Cron(pattern, { timezone: zone, paused: true });
    return (after) => walk.nextRun(after);
  }
  const walk = new Cron(pattern, { timezone: "UTC", paused: true });
  return (after) => {
    // Later wall times are never earlier instants; those of a second pass lie behind us already.
    let wall: Date | null = new Date(wallTime(zone, after.getTime()));
    for (;;) {
      wall = walk.nextRun(wall);
      if (!wall) return null;
      const at = instantAtWall(zone, wall.getTime());
      if (at > after.getTime()) return new Date(at);
    }
  };
}
