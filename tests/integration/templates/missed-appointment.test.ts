import { expect, test } from "vitest";
import { templateWorld } from "./support/template-world";

const ann = { email: "ann@example.com", phone: "+14155550142", name: "Ann Lee" };
const missed = {
  ...ann,
  ...{ appointment_id: "appt_1", title: "Consultation", status: "no_show", timezone: "America/Los_Angeles" },
  ...{ starts_at: "2026-03-10T17:00:00.000Z", ends_at: "2026-03-10T17:30:00.000Z", location: "" },
};
const LATE = "2026-03-10T17:20:00.000Z";

test("flipped to attended in the grace: nothing is sent", async () => {
  const world = await templateWorld("missed-appointment", LATE);
  await world.happens("appointment.no_show", missed);
  await world.until("2026-03-10T17:49:59.999Z");
  await world.happens("appointment.completed", { ...missed, status: "completed" });
  await world.until("2026-03-20T17:00:00.000Z");
  expect(await world.sent()).toEqual([]);
  expect(await world.tasks()).toEqual([]);
});

test("an SMS, an email the next morning, then a call; the second time a call alone", async () => {
  const world = await templateWorld("missed-appointment", LATE);
  await world.happens("appointment.no_show", missed);
  await world.until("2026-03-20T17:00:00.000Z");
  expect((await world.sent()).map(({ channel, at }) => [channel, at])).toEqual([
    ["sms", "2026-03-10T17:50"],
    ["email", "2026-03-11T16:30"],
  ]);
  expect(await world.tasks()).toHaveLength(1);
  await world.happens("appointment.no_show", { ...missed, appointment_id: "appt_2" });
  await world.until("2026-03-30T17:00:00.000Z");
  expect(await world.sent()).toHaveLength(2);
  expect(await world.tasks()).toHaveLength(2);
});

test("booked again, or answered: no more of it", async () => {
  for (const end of ["booking", "reply"]) {
    const world = await templateWorld("missed-appointment", LATE);
    await world.happens("appointment.no_show", missed);
    await world.hours(2);
    if (end === "booking") await world.happens("appointment.booked", { ...missed, appointment_id: "appt_3" });
    else await world.replies(ann.phone, "Sorry! Friday?");
    await world.until("2026-03-20T17:00:00.000Z");
    expect(await world.sent()).toHaveLength(1);
    expect(await world.tasks()).toEqual([]);
  }
});
