import { expect, test } from "vitest";
import { dueInstant } from "@/server/integrations/crm/due-instant";

test.each([
  ["2025-08-29T12:00:00.000Z", "America/New_York", "2025-08-29T12:00:00.000Z"],
  ["2025-08-29T12:00:00+02:00", "America/New_York", "2025-08-29T10:00:00.000Z"],
  ["2025-08-29T12:00", "America/New_York", "2025-08-29T16:00:00.000Z"],
  ["2025-08-29", "America/New_York", "2025-08-30T03:59:59.999Z"],
  // The day on which the clocks go back has 25 hours.
  ["2025-11-02", "America/New_York", "2025-11-03T04:59:59.999Z"],
  [" 2025-08-29 ", "UTC", "2025-08-29T23:59:59.999Z"],
])("%s in %s is %s", (text, zone, expected) => {
  expect(dueInstant(text, zone)?.toISOString()).toBe(expected);
});

test.each(["tomorrow", "29/08/2025", "2025-13-01", "", "0001-01-01"])("%j is no date", (text) => {
  expect(dueInstant(text, "UTC")).toBeUndefined();
});
