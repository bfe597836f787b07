/** What no dry run may show: a message at night, more of them than the caps allow, an hour that daylight saving moved. */
import * as fc from "fast-check";
import { DateTime } from "luxon";
import { expect, it } from "vitest";
import { anna, days, dryRun, email, sentMessages, sms } from "@/tests/fixtures/dry-run-world";

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
];
const moments = fc
  .integer({ min: Date.parse("2026-01-01T00:00:00Z"), max: Date.parse("2026-12-31T00:00:00Z") })
  .map((ms) => new Date(ms));

it("no SMS is shown at night, wherever the contact is", () => {
  fc.assert(
    fc.property(
      moments,
      fc.constantFrom(...zones),
      fc.integer({ min: 1, max: 40 }),
      (at, timezone, hours) => {
        const told = dryRun({
          steps: [
            sms("one", { purpose: "transactional" }),
            { id: "rest", type: "delay", for: { value: hours, unit: "hours" } },
            sms("two", { purpose: "transactional" }),
          ],
          at: at.toISOString(),
          contact: { ...anna, timezone },
        });
        const messages = sentMessages(told);
        expect(messages).toHaveLength(2);
        for (const message of messages) {
          const { hour } = DateTime.fromJSDate(message.at, { zone: timezone });
          expect(hour, message.at.toISOString()).toBeGreaterThanOrEqual(8);
          expect(hour, message.at.toISOString()).toBeLessThan(21);
        }
      },
    ),
    { numRuns: 150, seed: 3 },
  );
});

it("marketing is never more than the caps allow, those before the flow included", () => {
  fc.assert(
    fc.property(
      moments,
      fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 6 }),
      fc.integer({ min: 0, max: 30 }),
      (at, hours, before) => {
        const earlier = new Date(at.getTime() - before * 3_600_000);
        const told = dryRun({
          steps: hours.flatMap((value, index) => [
            { id: `rest${index}`, type: "delay", for: { value, unit: "hours" } },
            email(`mail${index}`, { purpose: "marketing" }),
          ]),
          at: at.toISOString(),
          sent: [{ at: earlier, channel: "email", counts: true, byFlow: false }],
        });
        const times = [earlier, ...sentMessages(told).map((message) => message.at)];
        for (const [index, time] of times.slice(1).entries())
          expect(time.getTime() - (times[index]?.getTime() ?? 0)).toBeGreaterThanOrEqual(16 * 3_600_000);
      },
    ),
    { numRuns: 150, seed: 4 },
  );
});

it("nine in the morning is nine in the morning on both sides of a change of the clocks", () => {
  fc.assert(
    fc.property(moments, fc.constantFrom(...zones), (at, timezone) => {
      const step = { id: "nine", type: "delay", next: { time: "09:00", zone: "contact" } };
      const told = dryRun({
        steps: [step, days("month", 30), { ...step, id: "again" }],
        at: at.toISOString(),
        contact: { ...anna, timezone },
      });
      for (const id of ["nine", "again"]) {
        const ended = told.trace.findLast(({ stepId }) => stepId === id)?.at ?? new Date(0);
        const shown = DateTime.fromJSDate(ended, { zone: timezone }).toFormat("HH:mm");
        expect(shown, ended.toISOString()).toBe("09:00");
      }
    }),
    { numRuns: 150, seed: 5 },
  );
});

it("a held message leaves when the night is over, and says until when it was held", () => {
  const told = dryRun({ steps: [sms("late")], at: "2026-03-28T22:30:00Z" });
  expect(told.trace.map(({ status, gate }) => [status, gate?.rule, gate?.until?.toISOString()])).toEqual([
    // Berlin changes to summer time that night.
    ["waiting", "quiet_hours", "2026-03-29T06:00:00.000Z"],
    ["succeeded", "clear", undefined],
  ]);
});
