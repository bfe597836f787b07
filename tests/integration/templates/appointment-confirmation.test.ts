import { expect, test } from "vitest";
import { templateWorld } from "./support/template-world";

const ann = { email: "ann@example.com", phone: "+14155550142", name: "Ann Lee" };
const at = (starts_at: string, more: Record<string, unknown> = {}) => ({
  ...ann,
  ...{ appointment_id: "appt_1", title: "Consultation", status: "booked", timezone: "America/Los_Angeles" },
  ...{ starts_at, ends_at: new Date(Date.parse(starts_at) + 1_800_000).toISOString(), location: "" },
  ...more,
});
const MONDAY = "2026-03-09T18:00:00.000Z";
const texts = (sent: { stepId: string; at: string }[], stepId: string) =>
  sent.filter((message) => message.stepId === stepId).map((message) => message.at);

test("moved three times: exactly one reminder a day and one an hour before", async () => {
  const world = await templateWorld("appointment-confirmation", MONDAY);
  await world.happens("appointment.booked", at("2026-03-12T17:00:00.000Z"));
  for (const [move, starts] of [
    ["2026-03-10T18:00:00.000Z", "2026-03-14T17:00:00.000Z"],
    ["2026-03-13T02:00:00.000Z", "2026-03-17T17:00:00.000Z"],
    ["2026-03-13T18:00:00.000Z", "2026-03-19T20:00:00.000Z"],
  ] as const) {
    await world.until(move);
    await world.happens("appointment.rescheduled", at(starts, { previous_starts_at: MONDAY }));
  }
  await world.until("2026-03-30T18:00:00.000Z");
  const sent = await world.sent();
  expect(texts(sent, "remind_first")).toEqual(["2026-03-18T20:00"]);
  expect(texts(sent, "remind_last")).toEqual(["2026-03-19T19:00"]);
  expect(texts(sent, "confirm")).toHaveLength(4);
  expect(sent.findLast(({ stepId }) => stepId === "confirm")?.body).toContain(
    "moved to Thursday, March 19 at 1:00 PM",
  );
});

test("a moved appointment has one entry in the calendar, at its new time", async () => {
  const world = await templateWorld("appointment-confirmation", MONDAY);
  await world.happens("appointment.booked", at("2026-03-12T17:00:00.000Z"));
  await world.happens("appointment.rescheduled", at("2026-03-14T17:00:00.000Z"));
  const { pool } = await import("@/server/db/pool");
  const { rows } = await pool().query("select starts_at from calendar_events where workspace_id = $1", [
    world.workspaceId,
  ]);
  expect(rows).toEqual([{ starts_at: new Date("2026-03-14T17:00:00.000Z") }]);
});

test("what becomes of another appointment of the same contact does not touch it", async () => {
  const world = await templateWorld("appointment-confirmation", MONDAY);
  await world.happens("appointment.booked", at("2026-03-12T17:00:00.000Z"));
  await world.happens("appointment.booked", at("2026-03-12T20:00:00.000Z", { appointment_id: "appt_2" }));
  await world.happens("appointment.cancelled", at("2026-03-12T20:00:00.000Z", { appointment_id: "appt_2" }));
  await world.until("2026-03-30T18:00:00.000Z");
  expect(texts(await world.sent(), "remind_last")).toEqual(["2026-03-12T16:00"]);
});

test("cancelled one millisecond before a reminder: it is not sent", async () => {
  const world = await templateWorld("appointment-confirmation", MONDAY);
  await world.happens("appointment.booked", at("2026-03-12T17:00:00.000Z"));
  world.clock("2026-03-11T16:59:59.999Z");
  await world.happens("appointment.cancelled", at("2026-03-12T17:00:00.000Z", { status: "cancelled" }));
  await world.until("2026-03-30T18:00:00.000Z");
  expect((await world.sent()).map(({ stepId }) => stepId)).toEqual(["confirm", "calendar", "details"]);
});

test("reminders that are in the past already are left out; over the change of the clocks the hour is kept", async () => {
  const world = await templateWorld("appointment-confirmation", "2026-03-07T23:00:00.000Z");
  // On Sunday the clocks go forward: nine o'clock is 17:00 UTC on Saturday, 16:00 UTC on Sunday.
  await world.happens("appointment.booked", at("2026-03-08T16:00:00.000Z"));
  await world.until("2026-03-30T18:00:00.000Z");
  const sent = await world.sent();
  expect(texts(sent, "remind_first")).toEqual([]);
  expect(texts(sent, "remind_last")).toEqual(["2026-03-08T15:00"]);
  expect(sent.at(-1)?.body).toContain("see you at 9:00 AM");
});
