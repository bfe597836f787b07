/** When a task is due, by the workspace's calendar: "Today", "Tomorrow 14:00", "Tue", "12 Nov". A time only where one was set. */
export function dueWords(at: Date, nowMs: number, timeZone: string): string {
  const days = daysBetween(new Date(nowMs), at, timeZone);
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(at);
  const day = dayWords(at, days, nowMs, timeZone);
  return time === END_OF_DAY ? day : `${day} ${time}`;
}

/** As a date field takes it: 2026-03-01. */
export const dueDay = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone }).format(at);

/** The day so many days from now, by the workspace's calendar. */
export function dayFromNow(days: number, nowMs: number, timeZone: string): string {
  const [year = 0, month = 1, day = 1] = dueDay(new Date(nowMs), timeZone).split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

/** A date without a time is due at the end of its day. */
const END_OF_DAY = "23:59";

function dayWords(at: Date, days: number, nowMs: number, timeZone: string): string {
  if (days === 0) return "Today";
  if (days === 1) return "Tomorrow";
  if (days === -1) return "Yesterday";
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { ...options, timeZone }).format(at);
  if (days > 1 && days < 7) return part({ weekday: "short" });
  const sameYear = dueDay(at, timeZone).slice(0, 4) === dueDay(new Date(nowMs), timeZone).slice(0, 4);
  return part({ day: "numeric", month: "short", ...(!sameYear && { year: "numeric" }) });
}

function daysBetween(from: Date, to: Date, timeZone: string): number {
  const start = (at: Date) => Date.parse(`${dueDay(at, timeZone)}T00:00:00Z`);
  return Math.round((start(to) - start(from)) / 86_400_000);
}
