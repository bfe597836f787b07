/**
 * The moment that a value means, in ms: an ISO 8601 date or time, an RFC 2822 one with its zone, or Unix time in seconds
 * or milliseconds. Without a zone it is UTC, never the zone of the machine. Null: it means no moment.
 */
export function instantOf(value: unknown): number | null {
  if (value instanceof Date) return numberOrNull(value.getTime());
  if (typeof value === "number") return numberOrNull(Math.abs(value) > 1e11 ? value : value * 1000);
  if (typeof value !== "string") return null;
  const text = value.trim();
  const [, date, time, zone] = ISO.exec(text) ?? [];
  if (date)
    return numberOrNull(
      Date.parse(time ? `${date}T${time.replace(",", ".")}${zone || "Z"}` : `${date}T00:00:00Z`),
    );
  return RFC.test(text) ? numberOrNull(Date.parse(text)) : null;
}

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)\s*(Z|z|[+-]\d\d:?\d\d)?)?$/;
const RFC = /^(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:GMT|UTC?|Z|[+-]\d{4})$/;

const numberOrNull = (ms: number): number | null => (Number.isFinite(ms) ? ms : null);
