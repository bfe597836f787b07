/** "2026-11-12" (a day in the workspace's zone, so without a zone of its own) in words. */
export function dayLabel(day: string) {
  const date = new Date(`${day}T12:00:00Z`);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(date);
  return {
    tick: format({ day: "numeric", month: "short" }),
    label: format({ weekday: "short", day: "numeric", month: "short", year: "numeric" }),
  };
}
