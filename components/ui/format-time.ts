type Zone = { timeZone?: string };

/** "Tue 12 Nov 2025, 09:00:03 GMT+1": exact, for hovers and details. */
export const formatExact = (at: Date, { timeZone }: Zone = {}) =>
  new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
    timeZone,
  }).format(at);

/** "12 Nov 2025" */
export const formatDate = (at: Date, { timeZone }: Zone = {}) =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone }).format(at);

/** "5 s ago", "in 3 h"; beyond a day "Tue 09:00" within the week, else "12 Nov 09:00" (with the year when it is another). */
export function formatRelative(at: Date, nowMs: number): string {
  const distance = at.getTime() - nowMs;
  const seconds = Math.round(Math.abs(distance) / 1000);
  if (seconds < 2) return "now";
  if (seconds < 86_400) {
    const amount =
      seconds < 60
        ? `${seconds} s`
        : seconds < 3600
          ? `${Math.floor(seconds / 60)} min`
          : `${Math.floor(seconds / 3600)} h`;
    return distance < 0 ? `${amount} ago` : `in ${amount}`;
  }
  return formatMoment(at, nowMs);
}

/** "09:00" today, "Tue 09:00" within a week, "12 Nov 09:00", "12 Nov 2024". */
export function formatMoment(at: Date, nowMs: number, { timeZone }: Zone = {}): string {
  const day = (date: Date) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(date);
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(at);
  const today = new Date(nowMs);
  if (day(at) === day(today)) return time;
  const days = Math.abs(at.getTime() - nowMs) / 86_400_000;
  if (days < 6.5)
    return `${new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone }).format(at)} ${time}`;
  if (day(at).slice(0, 4) !== day(today).slice(0, 4)) return formatDate(at, { timeZone });
  return `${new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone }).format(at)} ${time}`;
}
