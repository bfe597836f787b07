import { DateTime } from "luxon";
import { durationMs } from "./duration";
import { LIMITS } from "./flow-limits";
import { instantOf } from "./instant";
import type { Step } from "./step";
import { instantAtWall, isZone, wallTime } from "./wall-clock";

type DelayStep = Extract<Step, { type: "delay" }>;
export type DelayZones = { workspace: string; contact: string | null };
export type DelayUntil = { ok: true; at: Date } | { ok: false; message: string };

/**
 * The moment a delay ends: `for`, then `until`, then `next`. Lengths are exact time (a day is 24 h); `next` is wall-clock
 * time in its zone, so it keeps its hour over a change to or from daylight saving. Of local times that do not exist, or
 * come twice, wall-clock.ts has the rule.
 */
export function delayUntil(
  step: DelayStep,
  resolve: (template: unknown) => unknown,
  now: Date,
  zones: DelayZones,
): DelayUntil {
  let at = now;
  if (step.for) {
    const ms = durationMs({ value: resolve(step.for.value), unit: step.for.unit });
    if (ms === null)
      return {
        ok: false,
        message: `The length of the delay is not a number: ${JSON.stringify(resolve(step.for.value))}`,
      };
    // Longer than any limit, but still a date.
    at = new Date(at.getTime() + Math.min(ms, 10 * LIMITS.delayMs));
  }
  if (step.until) {
    const until = instant(resolve(step.until), zones.workspace);
    if (!until)
      return {
        ok: false,
        message: `“${String(resolve(step.until))}” is not a date or time the delay could wait for`,
      };
    if (until > at) at = until;
  }
  return { ok: true, at: step.next ? nextTime(step.next, at, zones) : at };
}

/** A date or time without a zone is read in the workspace's. */
function instant(value: unknown, zone: string): Date | null {
  if (typeof value === "string") {
    const text = value.trim().replace(" ", "T");
    const own = DateTime.fromISO(text, { setZone: true, zone: "utc" });
    if (own.isValid && WITH_ZONE.test(text)) return own.toJSDate();
    if (own.isValid) return new Date(instantAtWall(valid(zone), own.toMillis()));
  }
  const at = instantOf(value);
  return at !== null && Math.abs(at) <= 8.64e15 ? new Date(at) : null;
}

function nextTime(next: NonNullable<DelayStep["next"]>, after: Date, zones: DelayZones): Date {
  const zone = valid(zoneName(next.zone, zones));
  const [hour = 0, minute = 0] = next.time.split(":").map(Number);
  const today = DateTime.fromMillis(wallTime(zone, after.getTime()), { zone: "utc" }).startOf("day");
  const weekdays = next.weekdays && next.weekdays.length > 0 ? next.weekdays : [1, 2, 3, 4, 5, 6, 7];
  for (let day = 0; day <= 8; day++) {
    const shown = today.plus({ days: day }).set({ hour, minute });
    const at = instantAtWall(zone, shown.toMillis());
    if (weekdays.includes(shown.weekday) && at >= after.getTime()) return new Date(at);
  }
  return after;
}

function zoneName(name: string, zones: DelayZones): string {
  if (name === "contact") return zones.contact ?? zones.workspace;
  return name === "workspace" ? zones.workspace : name;
}

const valid = (zone: string): string => (isZone(zone) ? zone : "UTC");

/** A time that names its own zone: Z, +02:00, -0330. */
const WITH_ZONE = /T.*(?:Z|[+-]\d\d(?::?\d\d)?)$/i;
