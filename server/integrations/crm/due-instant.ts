import { DateTime } from "luxon";

/**
 * When something said to be due at `text` is due; undefined when it is no date. A date without a time means the end of
 * that day, a time without an offset the wall clock, both in `zone`.
 */
export function dueInstant(text: string, zone: string): Date | undefined {
  const parsed = DateTime.fromISO(text.trim(), { zone });
  if (!parsed.isValid || parsed.year < 1970 || parsed.year > 9999) return undefined;
  return (DATE_ONLY.test(text.trim()) ? parsed.endOf("day") : parsed).toJSDate();
}

const DATE_ONLY = /^\d{4}-\d\d-\d\d$/;
