import { expect, test } from "vitest";
import { localInstant } from "@/server/domain/local-instant";

test.each([
  ["2026-03-12T15:00:00Z", "Europe/Berlin", "2026-03-12T15:00:00.000Z"],
  ["2026-03-12T15:00:00-05:00", "Europe/Berlin", "2026-03-12T20:00:00.000Z"],
  ["2026-03-12T15:00", "Europe/Berlin", "2026-03-12T14:00:00.000Z"],
  ["2026-07-12 15:00:30", "Europe/Berlin", "2026-07-12T13:00:30.000Z"],
  // The clock springs over it: the first instant after the gap.
  ["2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:00:00.000Z"],
  // It comes twice: the first.
  ["2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
])("%s in %s is %s", (text, zone, instant) => {
  expect(localInstant(text, zone)?.toISOString()).toBe(instant);
});

test.each(["tomorrow", "", "2026-13-40T15:00", "9999999-01-01T00:00Z"])("%j is no time", (text) => {
  expect(localInstant(text, "Europe/Berlin")).toBeNull();
});
