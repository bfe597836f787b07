const DAY_MS = 86_400_000;

/** “09:00”, by the clock of a zone; with seconds where they tell things apart. */
export const localTime = (at: Date, zone: string, seconds = false): string =>
  new Intl.DateTimeFormat("en-GB", {
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone },
    ...(seconds && { second: "2-digit" }),
  }).format(at);

/** “2026-11-21”: the day it is in a zone. */
export const localDay = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);

/** “Sat 21 Nov”, with the year where it is another than that of `since`. */
export function localDate(at: Date, zone: string, since: Date): string {
  const other = localDay(at, zone).slice(0, 4) !== localDay(since, zone).slice(0, 4);
  return new Intl.DateTimeFormat("en-GB", {
    ...{ weekday: "short", day: "numeric", month: "short", timeZone: zone },
    ...(other && { year: "numeric" }),
  })
    .format(at)
    .replace(",", "");
}

/** “09:00” on the day of `since`, else “Mon 23 Nov, 09:00”. */
export function localMoment(at: Date, since: Date, zone: string, seconds = false): string {
  const time = localTime(at, zone, seconds && at.getTime() - since.getTime() < DAY_MS);
  return localDay(at, zone) === localDay(since, zone) ? time : `${localDate(at, zone, since)}, ${time}`;
}

/** America/Argentina/Buenos_Aires: Buenos Aires. */
export const cityOf = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
