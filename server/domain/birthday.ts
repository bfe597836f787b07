/**
 * A birthday as it is stored: 1990-02-28, or --02-28 when the year is not known. Null when it is none. 29 February is
 * one, with a year only where there was such a day.
 */
export function birthday(text: string): string | null {
  const match = /^(?:(\d{4})-|--)?(\d{2})-(\d{2})(?:T.*)?$/.exec(text.trim());
  if (!match) return null;
  const [, year, month = "", day = ""] = match;
  // A leap year stands for the unknown one.
  const date = new Date(`${year ?? "2000"}-${month}-${day}T00:00:00Z`);
  const real = !Number.isNaN(date.getTime()) && date.toISOString().slice(5, 10) === `${month}-${day}`;
  if (!real || (year && Number(year) < 1850)) return null;
  return `${year ?? "-"}-${month}-${day}`;
}
