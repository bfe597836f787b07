import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import { cancelRun, retryRun } from "@/server/engine/control";
import { completeEnvironment } from "@/server/env";
import { startCountingServer } from "../../chaos/counting-server";
import { drive, makeWorkspace, publish, quotaOf, readRun, send, usageOf } from "../support/engine";

type Sink = Awaited<ReturnType<typeof startCountingServer>>;
let sink: Sink;
let answers: ((seen: number) => { status: number; headers?: Record<string, string> }) | null = null;

beforeAll(async () => {
  sink = await startCountingServer((_call, seen) => answers?.(seen) ?? { status: 200 });
  completeEnvironment({ BATON_HTTP_ALLOW: sink.origin });
});
afterAll(() => sink.stop());

const email = {
  id: "mail",
  type: "action",
  action_type: "send_email",
  payload_template: { to: "{{trigger.email}}", subject: "Hello {{trigger.name}}", body: "Welcome" },
};
const http = (path: string, more: object = {}) => ({
  id: "call",
  type: "action",
  action_type: "http_request",
  config: { method: "POST", url: `${sink.url}${path}`, receiver_honours_idempotency_key: true },
  ...more,
});
const eventTrigger = { type: "event", event_types: ["customer.created"] };

describe("a run", () => {
  it("passes a condition, sends, and is metered once", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "Welcome",
      trigger: eventTrigger,
      steps: [
        {
          id: "if",
          type: "condition",
          condition: { field: "country", operator: "equals", value: "US" },
          on_false: "end",
        },
        email,
      ],
    });
    const accepted = await send(workspace, "customer.created", {
      email: "Ann@Example.com",
      name: "Ann",
      country: "US",
    });
    expect(accepted.runs).toHaveLength(1);
    const runId = accepted.runs[0]?.id ?? "";
    await drive(runId);
    const run = await readRun(runId);
    expect(run).toMatchObject({ status: "completed", lease_owner: null, wake_at: null, tokens: 600 });
    expect(run.steps.if).toMatchObject({ status: "succeeded", outlet: "true" });
    expect(run.steps.mail).toMatchObject({ status: "succeeded", tokens: 100, reserved: 0 });
    const usage = await usageOf(workspace);
    expect(usage.map((line) => [line.kind, line.amount])).toEqual(
      expect.arrayContaining([
        ["workflow_execution", 500],
        ["email_sent", 100],
      ]),
    );
    expect(usage).toHaveLength(2);
    expect(await quotaOf(workspace)).toMatchObject({ used: 600, reserved: 0 });
    const messages = await pool().query(
      "select subject, to_address, run_id from messages where workspace_id = $1",
      [workspace],
    );
    expect(messages.rows).toEqual([
      { subject: "Hello Ann", to_address: expect.stringMatching(/ann@example.com/i), run_id: runId },
    ]);
  });

  it("ends completed with the reason when the condition does not hold, and charges the execution", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "Welcome",
      trigger_event: "customer.created",
      flow_definition: {
        steps: [{ id: "if", type: "condition", field: "email", operator: "exists" }, email],
      },
    });
    const accepted = await send(workspace, "customer.created", { name: "No mail" });
    await drive(accepted.runs[0]?.id ?? "");
    const run = await readRun(accepted.runs[0]?.id ?? "");
    expect(run).toMatchObject({ status: "completed", reason: "condition not met", tokens: 500 });
    expect(run.steps.mail).toMatchObject({ status: "skipped", tokens: 0, token_note: "skipped" });
  });

  it("retries a failing call under one key, then goes on; the failed attempts cost nothing", async () => {
    answers = (seen) => (seen < 3 ? { status: 503 } : { status: 200 });
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "Retry",
      trigger: eventTrigger,
      steps: [http("/retry"), email],
      settings: { retry_count: 3, retry_delay: 20 },
    });
    const accepted = await send(workspace, "customer.created", { email: "a@example.com", name: "A" });
    await drive(accepted.runs[0]?.id ?? "");
    answers = null;
    const run = await readRun(accepted.runs[0]?.id ?? "");
    expect(run.status).toBe("completed");
    expect(run.steps.call).toMatchObject({ status: "succeeded", attempt: 3, tokens: 0 });
    const calls = sink.calls.filter((call) => call.path === "/retry");
    expect(calls).toHaveLength(3);
    expect(new Set(calls.map((call) => call.key)).size).toBe(1);
    const attempts = await pool().query(
      "select attempt, error->>'code' as code from step_attempts where run_id = $1 order by attempt",
      [accepted.runs[0]?.id],
    );
    expect(attempts.rows).toEqual([
      { attempt: 1, code: "http_503" },
      { attempt: 2, code: "http_503" },
      { attempt: 3, code: null },
    ]);
  });

  it("takes the error branch to a handler and counts what was handled", async () => {
    answers = () => ({ status: 404 });
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "Handled",
      trigger: eventTrigger,
      steps: [{ ...http("/gone"), on_error: "handler" }, email],
      error_handlers: [
        {
          id: "handler",
          type: "action",
          action_type: "log",
          config: { message: "Failed: {{error.message}} at {{error.step_id}}" },
        },
      ],
    });
    const accepted = await send(workspace, "customer.created", { email: "a@example.com" });
    await drive(accepted.runs[0]?.id ?? "");
    answers = null;
    const run = await readRun(accepted.runs[0]?.id ?? "");
    expect(run).toMatchObject({ status: "completed", handled_errors: 1 });
    expect(run.steps.call).toMatchObject({ status: "failed", outlet: "error" });
    expect(run.steps.mail?.status).toBe("skipped");
    expect(JSON.stringify(run.steps.handler?.payload)).toContain("at call");
  });

  it("fails when nothing handles the error, naming the step", async () => {
    answers = () => ({ status: 400 });
    const workspace = await makeWorkspace();
    await publish(workspace, { name: "Fails", trigger: eventTrigger, steps: [http("/bad"), email] });
    const accepted = await send(workspace, "customer.created", { email: "a@example.com" });
    const runId = accepted.runs[0]?.id ?? "";
    await drive(runId);
    answers = null;
    expect(await readRun(runId)).toMatchObject({
      status: "failed",
      failed_step_id: "call",
      error_message: expect.stringContaining("400"),
    });
    // And goes on from there in a new run, taking over what went well.
    const again = await retryRun(workspace, runId, "failed");
    await drive(again);
    expect((await readRun(again)).status).toBe("completed");
  });

  it("waits out a delay and is cancelled in the middle of it, for good", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "Waits",
      trigger: eventTrigger,
      steps: [{ id: "wait", type: "delay", for: { value: 2, unit: "hours" } }, email],
    });
    const accepted = await send(workspace, "customer.created", { email: "a@example.com" });
    const runId = accepted.runs[0]?.id ?? "";
    await drive(runId);
    const waiting = await readRun(runId);
    expect(waiting.status).toBe("waiting");
    expect(waiting.wake_at?.getTime()).toBeGreaterThan(Date.now() + 7_000_000);
    await cancelRun(workspace, runId);
    await drive(runId);
    expect(await readRun(runId)).toMatchObject({ status: "cancelled" });
    expect((await readRun(runId)).steps.wait?.status).toBe("cancelled");
    await expect(cancelRun(workspace, runId)).rejects.toMatchObject({ code: "conflict" });
  });

  it("waits a short delay within its turn and carries variables and outputs along", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "Short",
      trigger: eventTrigger,
      variables: { greeting: "Hi" },
      steps: [
        {
          id: "set",
          type: "set_variables",
          variables: { double: "{{trigger.amount}}", who: "{{variables.greeting}} {{trigger.name}}" },
        },
        { id: "wait", type: "delay", for: { value: 0.2, unit: "seconds" } },
        {
          id: "log",
          type: "action",
          action_type: "log",
          config: { message: "{{variables.who}}", data: { amount: "{{steps.set.output.double}}" } },
        },
      ],
    });
    const accepted = await send(workspace, "customer.created", { name: "Bo", amount: 12.5 });
    await drive(accepted.runs[0]?.id ?? "");
    const run = await readRun(accepted.runs[0]?.id ?? "");
    expect(run.status).toBe("completed");
    expect(run.steps.log?.payload).toMatchObject({ message: "Hi Bo", data: { amount: 12.5 } });
  });

  it("fails a step of an unknown plugin into its error branch", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "Missing",
      trigger: eventTrigger,
      steps: [
        {
          id: "call",
          type: "action",
          plugin_id: "nobody",
          action_id: "nothing",
          config: {},
          on_error: "handler",
        },
      ],
      error_handlers: [{ id: "handler", type: "action", action_type: "log", config: { message: "handled" } }],
    });
    const accepted = await send(workspace, "customer.created", {});
    await drive(accepted.runs[0]?.id ?? "");
    const run = await readRun(accepted.runs[0]?.id ?? "");
    expect(run).toMatchObject({ status: "completed", handled_errors: 1 });
    expect(run.steps.call?.error?.code).toBe("plugin_not_installed");
  });

  describe("waiting for an event", () => {
    const waiting = {
      name: "Reply",
      trigger: eventTrigger,
      steps: [
        {
          id: "wait",
          type: "wait_for_event",
          event_types: ["message.received"],
          match: { "thread.id": "{{trigger.thread}}" },
          timeout: { value: 1, unit: "days" },
          on_event: "log",
          on_timeout: "end",
        },
        { id: "log", type: "action", action_type: "log", config: { message: "{{steps.wait.output.text}}" } },
      ],
    };
    const reply = { email: "a@example.com", text: "yes", thread: { id: 7 } };

    it("goes on when the contact's event comes, and only by one that fits", async () => {
      const workspace = await makeWorkspace();
      await publish(workspace, waiting);
      const runId =
        (await send(workspace, "customer.created", { email: "a@example.com", thread: 7 })).runs[0]?.id ?? "";
      await drive(runId, 3_000);
      expect((await readRun(runId)).status).toBe("waiting");
      await send(workspace, "message_received", { ...reply, email: "other@example.com" });
      await send(workspace, "message_received", { ...reply, thread: { id: 8 } });
      await drive(runId, 100);
      expect((await readRun(runId)).status).toBe("waiting");
      await send(workspace, "message_received", reply);
      await drive(runId, 100);
      const run = await readRun(runId);
      expect(run).toMatchObject({ status: "completed" });
      expect(run.steps.wait).toMatchObject({ outlet: "event" });
      expect(run.steps.log?.payload).toMatchObject({ message: "yes" });
    });

    it("does not miss one that came before the wait was written, and ends at its timeout", async () => {
      const workspace = await makeWorkspace();
      await publish(workspace, {
        ...waiting,
        steps: [{ id: "before", type: "delay", for: { value: 0.3, unit: "seconds" } }, ...waiting.steps],
      });
      const runId =
        (await send(workspace, "customer.created", { email: "a@example.com", thread: 7 })).runs[0]?.id ?? "";
      const driven = drive(runId, 4_000);
      await new Promise((resolve) => setTimeout(resolve, 150));
      await send(workspace, "message_received", reply);
      await driven;
      expect((await readRun(runId)).steps.wait).toMatchObject({ outlet: "event" });

      const short = await makeWorkspace();
      await publish(short, {
        ...waiting,
        steps: waiting.steps.map((step) =>
          step.id === "wait" ? { ...step, timeout: { value: 0.2, unit: "seconds" } } : step,
        ),
      });
      const timedOut =
        (await send(short, "customer.created", { email: "a@example.com", thread: 7 })).runs[0]?.id ?? "";
      await drive(timedOut, 3_000);
      expect((await readRun(timedOut)).steps.wait).toMatchObject({ outlet: "timeout" });
      expect(
        (
          await pool().query(
            "select count(*)::int as open from waits where closed_at is null and workspace_id = $1",
            [short],
          )
        ).rows[0]?.open,
      ).toBe(0);
    });
  });
});
