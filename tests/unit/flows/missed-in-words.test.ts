import { expect, test } from "vitest";
import { missedInWords } from "@/components/flows/missed-in-words";

const from = new Date("2026-05-03T07:00:00Z");
const until = new Date("2026-05-04T07:00:00Z");
const now = Date.parse("2026-05-04T12:00:00Z");

test("missed starts are told for a week, in the schedule's zone", () => {
  const words = (missedCount: number, at = now) =>
    missedInWords({ missedCount, missedFrom: from, missedUntil: until }, at, "Europe/Berlin");
  expect(words(2)).toBe(
    "2 starts between Sun, 3 May 2026, 09:00:00 CEST and Mon, 4 May 2026, 09:00:00 CEST were left out: Baton was not running then.",
  );
  expect(words(1)).toContain("It did not start for Sun, 3 May 2026, 09:00:00 CEST");
  expect(words(1_000)).toContain("1,000 or more starts");
  expect(words(2, now + 8 * 86_400_000)).toBeNull();
  expect(words(0)).toBeNull();
});
