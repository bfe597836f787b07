/** What a step behind an error outlet knows of the failure: {{error.message}}, as in an error handler. */
import { beforeEach, expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { setAnnouncer } from "@/server/engine/announce";
import { drive, makeWorkspace, publish, readRun, send } from "../support/engine";

setAnnouncer(async () => {});

let workspaceId: WorkspaceId;
beforeEach(async () => {
  workspaceId = await makeWorkspace();
});

const WORDS = "{{error.step_id}}: {{error.code}}: {{error.message}}";
const sms = (id: string, to: string, more: Record<string, unknown> = {}) => ({
  ...{ id, type: "action", action_type: "send_sms", config: { to, message: "Hi" } },
  ...more,
});
const log = (id: string, message: string, more: Record<string, unknown> = {}) => ({
  ...{ id, type: "action", action_type: "log", config: { message } },
  ...more,
});

async function run(steps: object[], payload: Record<string, unknown> = {}) {
  await publish(workspaceId, {
    name: "Errors",
    trigger: { type: "event", event_types: ["order.created"] },
    settings: { retry_count: 0 },
    steps,
  });
  const { runs } = await send(workspaceId, "order.created", { order_id: "o1", ...payload });
  const runId = runs[0]?.id ?? "";
  await drive(runId);
  return { runId, ...(await readRun(runId)) };
}

test("the first step behind it and those after that read the error; the good way reads none", async () => {
  const { runId, status, steps } = await run([
    log("before", WORDS),
    sms("sms", "nobody", { on_success: "good", on_error: "tell" }),
    log("tell", WORDS, { on_success: "later" }),
    log("later", "{{error.run_id}}", { on_success: "end" }),
    log("good", WORDS),
  ]);
  expect(status).toBe("completed");
  expect(steps.before?.result).toMatchObject({ message: ": : " });
  expect(steps.tell?.result).toMatchObject({
    message: expect.stringMatching(/^sms: invalid_phone: SMS failed: nobody is not a valid phone number/),
  });
  expect(steps.later?.result).toMatchObject({ message: runId });
  expect(steps.good?.status).toBe("skipped");
});

test("of two failures a step reads the one behind which it stands, the latest of them", async () => {
  const { steps } = await run([
    sms("one", "nobody", { on_error: "two" }),
    sms("two", "nowhere", { on_error: "tell" }),
    log("tell", "{{error.step_id}}"),
  ]);
  expect(steps.tell?.result).toMatchObject({ message: "two" });
});

test("in a loop each item reads its own", async () => {
  const { runId, status } = await run(
    [
      { id: "each", type: "for_each", items: "{{trigger.numbers}}", body: "sms", on_success: "after" },
      sms("sms", "{{item}}", { on_error: "tell" }),
      log("tell", "{{item}} {{error.message}}"),
      log("after", "[{{error.message}}]"),
    ],
    { numbers: ["nobody", "+14155550100", "nowhere"] },
  );
  expect(status).toBe("completed");
  const { rows } = await pool().query<{ step_id: string; status: string; message: string }>(
    `select step_id, status, result->>'message' as message from automation_event_log
     where run_id = $1 and step_id in ('tell', 'after') order by iteration_path, step_id`,
    [runId],
  );
  expect(rows.filter(({ status }) => status === "succeeded").map(({ message }) => message)).toEqual([
    "[]",
    expect.stringMatching(/^nobody SMS failed: nobody/),
    // This one went well, and came here by the next line of the list.
    "+14155550100 ",
    expect.stringMatching(/^nowhere SMS failed: nowhere/),
  ]);
});
