import { expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { templateWorld } from "./support/template-world";

const ann = { email: "ann@example.com", phone: "+14155550142", name: "Ann Lee" };
const call = {
  ...ann,
  ...{ call_id: "call_1", direction: "outbound", status: "completed", duration_seconds: 90 },
  transcript: "Send me the offer by Thursday.",
};
const TUESDAY = "2026-03-10T17:00:00.000Z";

test("one task per call, with its words and its mood", async () => {
  const world = await templateWorld("post-call-summary-task", TUESDAY);
  await world.happens("call.completed", call);
  await world.happens("call.analyzed", { ...call, call_id: "call_9", sentiment: "negative" });
  expect(await world.tasks()).toEqual([]);
  await world.happens("call.analyzed", { ...call, sentiment: "positive" });
  await world.happens("call.completed", { ...call, call_id: "call_2" });
  await world.hours(1);
  const { rows } = await pool().query<{ description: string }>(
    "select description from tasks where workspace_id = $1 order by id",
    [world.workspaceId],
  );
  expect(rows.map(({ description }) => description)).toEqual([
    expect.stringMatching(/^Outbound call of 1.5 minutes, sounding positive\.\n\nSend me the offer/),
    expect.stringContaining("sounding neither good nor bad"),
  ]);
});

test("short calls and those that nobody took make no work", async () => {
  const world = await templateWorld("post-call-summary-task", TUESDAY);
  await world.happens("call.completed", { ...call, duration_seconds: 6 });
  await world.happens("call.completed", { ...call, call_id: "call_2", status: "no-answer" });
  await world.hours(1);
  expect(await world.tasks()).toEqual([]);
});
