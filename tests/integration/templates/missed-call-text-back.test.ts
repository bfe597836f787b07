import { expect, test } from "vitest";
import { templateWorld } from "./support/template-world";

const caller = "+14155550142";
const missed = {
  phone: caller,
  call_id: "call_1",
  direction: "inbound",
  status: "no-answer",
  duration_seconds: 0,
};
const TUESDAY = "2026-03-10T17:00:00.000Z";

test("a stranger's missed call: an SMS after a minute, a task when they answer, one of each", async () => {
  const world = await templateWorld("missed-call-text-back", TUESDAY);
  await world.happens("call.completed", missed);
  await world.happens("call.completed", { ...missed, call_id: "call_2", status: "busy" });
  await world.hours(1);
  await world.replies(caller, "A pipe is leaking");
  await world.hours(24);
  expect(await world.sent()).toMatchObject([{ channel: "sms", to: caller, at: "2026-03-10T17:01" }]);
  expect(await world.tasks()).toMatchObject([{ priority: "high" }]);
});

test("no answer: somebody calls back; who gets through in the first minute gets nothing", async () => {
  const world = await templateWorld("missed-call-text-back", TUESDAY);
  await world.happens("call.completed", missed);
  await world.hours(3);
  expect(await world.tasks()).toMatchObject([{ title: expect.stringContaining("no answer to the SMS") }]);
  const other = { ...missed, phone: "+14155550143" };
  await world.happens("call.completed", other);
  await world.happens("call.completed", { ...other, call_id: "call_3", status: "completed" });
  await world.hours(24);
  expect(await world.sent()).toHaveLength(1);
});

test("calls that we make are none of it", async () => {
  const world = await templateWorld("missed-call-text-back", TUESDAY);
  expect((await world.happens("call.completed", { ...missed, direction: "outbound" })).runs).toEqual([]);
});
