import { expect, test } from "vitest";
import { templateWorld } from "./support/template-world";

const ann = { email: "ann@example.com", phone: "+14155550142", name: "Ann Lee" };
const TUESDAY = "2026-03-10T17:00:00.000Z";

test.each([
  ["call.completed", { status: "completed", transcript: "Could you call me back after lunch?" }],
  ["message.received", { channel: "sms", body: "PLEASE CALL ME" }],
  ["form.submitted", { form: "Contact us", message: "A callback would be nice" }],
])("asked in %s: a promise, a task, and no alarm when it is done", async (type, more) => {
  const world = await templateWorld("callback-request", TUESDAY);
  await world.happens(type, { ...ann, ...more });
  expect(await world.sent()).toMatchObject([
    { channel: "sms", body: expect.stringMatching(/^Acme: got it/) },
  ]);
  const [task, ...others] = await world.tasks();
  expect(others).toEqual([]);
  await world.hours(1);
  await world.completes(task);
  await world.hours(5);
  expect(await world.runs()).toMatchObject([{ status: "completed" }]);
  expect((await world.runs())[0]?.steps.overdue?.status).toBe("skipped");
});

test("what is no request starts nothing; a promise that nobody keeps is told", async () => {
  const world = await templateWorld("callback-request", TUESDAY);
  expect((await world.happens("message.received", { ...ann, body: "I will call you." })).runs).toEqual([]);
  await world.happens("message.received", { ...ann, body: "Call me back!" });
  await world.hours(3);
  expect((await world.runs())[0]?.steps.overdue?.status).toBe("succeeded");
});
