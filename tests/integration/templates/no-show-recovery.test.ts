import { expect, test } from "vitest";
import { templateWorld } from "./support/template-world";

const ann = { email: "ann@example.com", phone: "+14155550142", name: "Ann Lee" };
const call = (status: string, id = "call_1") => ({
  ...ann,
  ...{
    call_id: id,
    direction: "outbound",
    status,
    duration_seconds: 0,
    to: ann.phone,
    from: null,
    run_id: null,
  },
});
const TUESDAY = "2026-03-10T17:00:00.000Z";

test("an SMS after two hours, a call after four more, then a person; the second call does not begin it again", async () => {
  const world = await templateWorld("no-show-recovery", TUESDAY);
  await world.happens("call.completed", call("no-answer"));
  await world.until("2026-03-10T23:05:00.000Z");
  expect(await world.sent()).toMatchObject([
    { channel: "sms", at: "2026-03-10T19:00" },
    { channel: "call", at: "2026-03-10T23:00" },
  ]);
  await world.callEnds({ status: "no-answer", seconds: 0 });
  await world.until("2026-03-16T17:00:00.000Z");
  expect(await world.sent()).toHaveLength(2);
  expect(await world.tasks()).toMatchObject([{ title: "Reach Ann Lee in another way", priority: "high" }]);
  expect(await world.runs()).toHaveLength(1);
});

test("whoever is reached by the second call is no task", async () => {
  const world = await templateWorld("no-show-recovery", TUESDAY);
  await world.happens("call.completed", call("no-answer"));
  await world.until("2026-03-10T23:05:00.000Z");
  await world.callEnds({ status: "completed", seconds: 61, transcript: "Friday is fine." });
  await world.until("2026-03-16T17:00:00.000Z");
  expect(await world.tasks()).toEqual([]);
  expect(await world.runs()).toMatchObject([{ status: "completed", reason: "reached on the second call" }]);
});

test("a call back, a booking or a reply ends it; a call in the night waits for the morning", async () => {
  for (const end of ["call", "booking", "reply"]) {
    const world = await templateWorld("no-show-recovery", TUESDAY);
    await world.happens("call.completed", call("no-answer"));
    await world.hours(3);
    if (end === "call") await world.happens("call.completed", call("completed", "call_2"));
    if (end === "booking") await world.happens("appointment.booked", ann);
    if (end === "reply") await world.replies(ann.phone, "Later please");
    await world.until("2026-03-16T17:00:00.000Z");
    expect(await world.sent()).toHaveLength(1);
    expect(await world.tasks()).toEqual([]);
  }
  const world = await templateWorld("no-show-recovery", "2026-03-11T01:00:00.000Z");
  await world.happens("call.completed", call("no-answer"));
  await world.until("2026-03-11T20:00:00.000Z");
  // 20:00 in California; four hours later it is midnight.
  expect((await world.sent()).map(({ at }) => at)).toEqual(["2026-03-11T03:00", "2026-03-11T15:00"]);
});
