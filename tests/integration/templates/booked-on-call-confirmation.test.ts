import { expect, test } from "vitest";
import { templateWorld } from "./support/template-world";

const ann = { email: "ann@example.com", phone: "+14155550142", name: "Ann Lee" };
const booked = {
  ...ann,
  ...{ appointment_id: "appt_1", title: "Consultation", status: "booked", timezone: "America/Los_Angeles" },
  ...{ starts_at: "2026-03-13T17:00:00.000Z", ends_at: "2026-03-13T17:30:00.000Z", location: "" },
};
const call = { ...ann, call_id: "call_1", direction: "outbound", status: "completed", duration_seconds: 90 };
const TUESDAY = "2026-03-10T17:00:00.000Z";

test("booked after the call, or while it goes on: confirmed once it is over", async () => {
  const world = await templateWorld("booked-on-call-confirmation", TUESDAY);
  await world.happens("call.completed", call);
  await world.hours(0.5);
  await world.happens("appointment.booked", booked);
  expect((await world.sent()).map(({ channel }) => channel)).toEqual(["sms", "email"]);
  const bob = { email: "bob@example.com", phone: "+14155550143", name: "Bob" };
  await world.happens("appointment.booked", { ...booked, ...bob, appointment_id: "appt_2" });
  await world.hours(0.1);
  expect(await world.sent()).toHaveLength(2);
  await world.happens("call.completed", { ...call, ...bob, call_id: "call_2" });
  expect((await world.sent()).slice(2).map(({ to }) => to)).toEqual([bob.phone, bob.email]);
});

test("booked on the website, or cancelled before the call is over: nothing", async () => {
  const world = await templateWorld("booked-on-call-confirmation", TUESDAY);
  await world.happens("call.completed", { ...call, status: "no-answer" });
  await world.happens("appointment.booked", booked);
  await world.hours(0.1);
  await world.happens("appointment.cancelled", { ...booked, status: "cancelled" });
  await world.happens("call.completed", call);
  await world.hours(2);
  await world.happens("appointment.booked", { ...booked, appointment_id: "appt_2" });
  await world.hours(24);
  expect(await world.sent()).toEqual([]);
});
