import { expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { templateWorld } from "./support/template-world";

const ann = { email: "ann@example.com", phone: "+14155550142", name: "Ann Lee" };
const TUESDAY = "2026-03-10T17:00:00.000Z";
const status = async (workspaceId: string) =>
  (await pool().query("select status, lead_type from contacts where workspace_id = $1", [workspaceId]))
    .rows[0];

test("an answer at once, again after 24 and after 72 hours, then quiet", async () => {
  const world = await templateWorld("lead-nurturing-agent", TUESDAY);
  await world.happens("form.submitted", { ...ann, message: "What does it cost?" });
  await world.until("2026-04-01T17:00:00.000Z");
  expect((await world.sent()).map(({ channel, at }) => [channel, at])).toEqual([
    ["email", "2026-03-10T17:00"],
    ["email", "2026-03-11T17:00"],
    ["email", "2026-03-13T17:00"],
  ]);
  expect(await status(world.workspaceId)).toEqual({ status: "inactive", lead_type: "warm" });
});

test("a reply between the first and the second: a person answers, and the lead's status says so", async () => {
  const world = await templateWorld("lead-nurturing-agent", TUESDAY);
  await world.happens("form.submitted", { ...ann, message: "Please call me today" });
  await world.knows(ann.email, { preferred_channel: "sms" });
  await world.hours(3);
  await world.replies(ann.email, "Any time after five.");
  await world.until("2026-04-01T17:00:00.000Z");
  expect(await world.sent()).toHaveLength(1);
  expect(await world.tasks()).toMatchObject([{ title: "Answer Ann Lee", priority: "high" }]);
  expect(await status(world.workspaceId)).toEqual({ status: "contacted", lead_type: "hot" });
});

test("without an email address it is SMS; a form and the lead it makes are one", async () => {
  const world = await templateWorld("lead-nurturing-agent", TUESDAY);
  await world.happens("form.submitted", { phone: ann.phone, message: "Hello" });
  await world.happens("lead.created", { phone: ann.phone });
  await world.hours(12);
  expect((await world.sent()).map(({ channel }) => channel)).toEqual(["sms"]);
  expect(await world.runs()).toHaveLength(1);
});
