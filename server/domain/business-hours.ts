import * as z from "zod";
import { dayMinute } from "./day-minute";
import { instantAtWall, isZone, wallTime } from "./wall-clock";

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

const windowSchema = z
  .object({
    /** 1 is Monday, 7 Sunday. */
    weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    from: z.string().regex(TIME, "Write a time such as 09:00."),
    /** 24:00 is the end of the day. */
    to: z.union([z.string().regex(TIME, "Write a time such as 17:00."), z.literal("24:00")]),
  })
  .refine(({ from, to }) => dayMinute(from) < dayMinute(to), {
    message: "It has to end after it begins. Write hours over midnight as two: until 24:00, and from 00:00.",
    path: ["to"],
  });

/** When a flow may write to people: local times by weekday. Outside of them its messages wait. */
export const businessHoursSchema = z.object({
  /** Whose clock: the person's, or the workspace's. */
  zone: z.enum(["contact", "workspace"]).default("contact"),
  windows: z.array(windowSchema).min(1).max(20),
});
export type BusinessHours = z.infer<typeof businessHoursSchema>;

/** Business hours by the clocks of one zone. */
export type OpenHours = { zone: string; windows: BusinessHours["windows"] };

/** A flow's hours by the clock they go by; null: it has none. */
export const openHours = (
  hours: BusinessHours | undefined,
  zones: { contact: string; workspace: string },
): OpenHours | null => {
  if (!hours) return null;
  const zone = zones[hours.zone];
  return { zone: isZone(zone) ? zone : "UTC", windows: hours.windows };
};

/**
 * When the hours begin next; null: they have begun. Of changes of the clock wall-clock.ts has the rule: hours that begin
 * in a gap begin after it, and those that come twice have begun the first time.
 */
export function opensAt({ zone, windows }: OpenHours, at: Date): Date | null {
  const moment = at.getTime();
  if (isOpen({ zone, windows }, moment)) return null;
  const wall = wallTime(zone, moment);
  const midnight = Math.floor(wall / DAY_MS) * DAY_MS;
  let first = Number.POSITIVE_INFINITY;
  // A gap may take away the hours of one week, not of two.
  for (let day = 0; day <= 14; day++) {
    const start = midnight + day * DAY_MS;
    for (const { weekdays, from } of windows) {
      if (!weekdays.includes(weekdayOf(start))) continue;
      const opening = start + dayMinute(from) * MINUTE_MS;
      // In the hour that comes twice, its first showing may be over: the second is as far away as the clock says.
      for (const instant of [instantAtWall(zone, opening), moment + (opening - wall)])
        if (instant > moment && instant < first && isOpen({ zone, windows }, instant)) first = instant;
    }
  }
  return new Date(first);
}

/** Whether clocks of the zone show a time within the hours. */
export function isOpen({ zone, windows }: OpenHours, at: number): boolean {
  const wall = wallTime(zone, at);
  const weekday = weekdayOf(wall);
  const minute = Math.floor((((wall % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS);
  return windows.some(
    ({ weekdays, from, to }) =>
      weekdays.includes(weekday) && minute >= dayMinute(from) && minute < dayMinute(to),
  );
}

/** 1 January 1970 was a Thursday. */
const weekdayOf = (wall: number): number => ((((Math.floor(wall / DAY_MS) + 3) % 7) + 7) % 7) + 1;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
