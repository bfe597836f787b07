/** Quota periods: every instant is in exactly one, whatever the day they turn on. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { periodOf } from "@/server/domain/period";

const period = (anchor: string, now: string) => {
  const { key, startsAt, endsAt } = periodOf("starter", new Date(anchor), new Date(now));
  return [key, startsAt.toISOString().slice(0, 16), endsAt?.toISOString().slice(0, 16)];
};

test.each([
  // 31 January: the month's last day, and 31 again where there is one.
  ["2026-01-31T10:00Z", "2026-02-28T09:59:59.999Z", ["2026-01-31", "2026-01-31T10:00", "2026-02-28T10:00"]],
  ["2026-01-31T10:00Z", "2026-02-28T10:00Z", ["2026-02-28", "2026-02-28T10:00", "2026-03-31T10:00"]],
  ["2026-01-31T10:00Z", "2026-03-31T09:59Z", ["2026-02-28", "2026-02-28T10:00", "2026-03-31T10:00"]],
  ["2026-01-31T10:00Z", "2026-04-30T10:00Z", ["2026-04-30", "2026-04-30T10:00", "2026-05-31T10:00"]],
  ["2026-01-31T10:00Z", "2028-02-29T10:00Z", ["2028-02-29", "2028-02-29T10:00", "2028-03-31T10:00"]],
  // 29 February: the 28th in other years, the 29th of every other month.
  ["2028-02-29T00:00Z", "2028-03-28T23:59Z", ["2028-02-29", "2028-02-29T00:00", "2028-03-29T00:00"]],
  ["2028-02-29T00:00Z", "2029-02-28T00:00Z", ["2029-02-28", "2029-02-28T00:00", "2029-03-29T00:00"]],
  ["2028-02-29T00:00Z", "2029-02-27T23:59Z", ["2029-01-29", "2029-01-29T00:00", "2029-02-28T00:00"]],
  // A change of anybody's clocks is no change of the period: it is counted in UTC.
  ["2026-03-29T01:30Z", "2026-10-29T01:29Z", ["2026-09-29", "2026-09-29T01:30", "2026-10-29T01:30"]],
  // A clock that was stepped back before the anchor.
  ["2026-01-31T10:00Z", "2026-01-31T09:59Z", ["2025-12-31", "2025-12-31T10:00", "2026-01-31T10:00"]],
])("anchor %s, at %s", (anchor, now, expected) => expect(period(anchor, now)).toEqual(expected));

const date = (min: string, max: string) =>
  fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true });

test("now is in its period, the next begins where it ends, and no two have one key", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        date("2024-01-01", "2028-12-31"),
        fc.constantFrom("2028-02-29", "2026-01-31").map((day) => new Date(day)),
      ),
      date("2024-01-01", "2032-12-31"),
      (anchor, now) => {
        const current = periodOf("professional", anchor, now);
        const end = current.endsAt ?? now;
        expect(current.startsAt <= now && now < end).toBe(true);
        const next = periodOf("professional", anchor, end);
        expect(next.startsAt).toEqual(end);
        expect(next.key > current.key).toBe(true);
        expect(periodOf("professional", anchor, current.startsAt)).toEqual(current);
        expect(periodOf("professional", anchor, new Date(end.getTime() - 1))).toEqual(current);
      },
    ),
    { numRuns: 500 },
  );
});

test("the trial is one period, whatever the clock shows", () => {
  for (const now of ["2020-01-01T00:00Z", "2026-01-31T00:00Z", "2040-01-01T00:00Z"])
    expect(periodOf("trial", new Date("2026-01-31T00:00Z"), new Date(now)).key).toBe("trial");
});
