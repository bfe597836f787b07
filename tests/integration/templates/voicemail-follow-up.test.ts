import { expect, test } from "vitest";
import { templateWorld } from "./support/template-world";

const ann = { email: "ann@example.com", phone: "+14155550142", name: "Ann Lee" };
const voicemail = {
  ...ann,
  call_id: "call_1",
  direction: "outbound",
  status: "voicemail",
  duration_seconds: 20,
};
const FRIDAY = "2026-03-13T17:00:00.000Z";

test("in writing at once and in the evening, and a person on the next working day", async () => {
  const world = await templateWorld("voicemail-follow-up", FRIDAY);
  await world.happens("call.completed", voicemail);
  await world.until("2026-03-16T16:29:00.000Z");
  expect((await world.sent()).map(({ channel, at }) => [channel, at])).toEqual([
    ["sms", "2026-03-13T17:00"],
    ["email", "2026-03-14T01:00"],
  ]);
  expect(await world.tasks()).toEqual([]);
  await world.until("2026-03-16T16:31:00.000Z");
  expect(await world.tasks()).toHaveLength(1);
});

test("whoever calls or writes back is left in peace", async () => {
  for (const end of ["call", "reply"]) {
    const world = await templateWorld("voicemail-follow-up", FRIDAY);
    await world.happens("call.completed", voicemail);
    await world.hours(1);
    if (end === "reply") await world.replies(ann.phone, "Monday?");
    else
      await world.happens("call.completed", {
        ...voicemail,
        call_id: "call_2",
        direction: "inbound",
        status: "completed",
      });
    await world.until("2026-03-20T17:00:00.000Z");
    expect(await world.sent()).toHaveLength(1);
    expect(await world.tasks()).toEqual([]);
  }
});
