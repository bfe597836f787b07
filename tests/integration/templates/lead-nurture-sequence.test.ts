import { expect, test } from "vitest";
import { templateWorld } from "./support/template-world";

const ann = { email: "ann@example.com", phone: "+14155550142", name: "Ann Lee", source: "website" };
const TUESDAY = "2026-03-10T17:00:00.000Z";

test("an SMS at once, an email a day later, a task two days after that", async () => {
  const world = await templateWorld("lead-nurture-sequence", TUESDAY);
  await world.happens("lead.created", ann);
  await world.until("2026-03-20T17:00:00.000Z");
  expect(await world.sent()).toMatchObject([
    {
      channel: "sms",
      to: ann.phone,
      at: "2026-03-10T17:00",
      body: expect.stringContaining("Hi Ann, this is Acme"),
    },
    { channel: "email", to: ann.email, at: "2026-03-11T17:00", subject: "Ann, how can we help?" },
  ]);
  expect(await world.tasks()).toMatchObject([{ title: expect.stringContaining("Call Ann Lee") }]);
  expect(await world.runs()).toMatchObject([{ status: "completed" }]);
});

test("a reply one millisecond before the send: nothing is sent", async () => {
  const world = await templateWorld("lead-nurture-sequence", TUESDAY);
  await world.happens("lead.created", ann);
  world.clock("2026-03-11T16:59:59.999Z");
  await world.replies(ann.phone, "Tomorrow suits me.");
  await world.until("2026-04-10T17:00:00.000Z");
  expect(await world.sent()).toHaveLength(1);
  expect(await world.tasks()).toEqual([]);
  expect(await world.runs()).toMatchObject([{ status: "completed", reason: "exited: message.received" }]);
});

test.each([
  ["appointment.booked", { starts_at: "2026-03-13T17:00:00.000Z" }],
  ["order.created", { order_id: "order_1", total: 10 }],
  ["payment.received", { amount: 10 }],
  ["lead.status_changed", { status: "contacted", previous_status: "new" }],
])("%s ends it", async (type, more) => {
  const world = await templateWorld("lead-nurture-sequence", TUESDAY);
  await world.happens("lead.created", ann);
  await world.hours(5);
  await world.happens(type, { ...ann, ...more });
  await world.until("2026-04-10T17:00:00.000Z");
  expect(await world.sent()).toHaveLength(1);
  expect(await world.tasks()).toEqual([]);
});

test("nobody goes through it twice", async () => {
  const world = await templateWorld("lead-nurture-sequence", TUESDAY);
  await world.happens("lead.created", ann);
  await world.until("2026-05-10T17:00:00.000Z");
  const { notStarted } = await world.happens("lead.created", ann);
  expect(notStarted).toMatchObject([{ reason: "once_per_contact" }]);
});
