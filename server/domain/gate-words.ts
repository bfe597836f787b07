import { type Duration, durationMs } from "./duration";
import { wallTime } from "./wall-clock";

/** “08:00 in Berlin”, with the day when it is more than one away. */
export function timeWords(until: Date, at: Date, zone: string): string {
  const then = new Date(wallTime(zone, until.getTime()));
  const date = until.getTime() - at.getTime() >= DAY_MS ? `${dayMonth(then)}, ` : "";
  return `${date}${then.toISOString().slice(11, 16)} ${zone === "UTC" ? "UTC" : `in ${cityOf(zone)}`}`;
}

/** “3 Nov 2026”, in UTC. */
export const dayWords = (at: Date): string => `${dayMonth(at)} ${at.getUTCFullYear()}`;

/** “24 hours”, “1 week”, in the unit it was given in. */
export function lengthWords(length: Duration): string {
  const { value, unit } = length;
  if (durationMs(length) === null) return String(value);
  return Number(value) === 1 ? unit.slice(0, -1) : `${value} ${unit}`;
}

/** America/Argentina/Buenos_Aires: Buenos Aires. */
const cityOf = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const dayMonth = (at: Date): string =>
  `${DAYS[at.getUTCDay()]} ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;

const DAY_MS = 86_400_000;
