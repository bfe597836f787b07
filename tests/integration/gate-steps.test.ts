/** Messages of flows at the gate, in the real engine and database, by a clock that the test sets. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inTransaction, pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { setAnnouncer } from "@/server/engine/announce";
import { installSandboxPlugins } from "@/server/plugins/install-sandbox-plugins";
import { setConsent } from "@/server/records/consent";
import { publish, quotaOf, readRun, send, usageOf } from "./support/engine";
import {
  contactId,
  decisionsOf,
  gatedWorkspace,
  messagesOf,
  setRules,
  stoppedClock,
  turn,
} from "./support/gate";

const NOON = "2026-05-04T10:00:00Z"; // 12:00 in Berlin
const NIGHT = "2026-05-04T21:30:00Z"; // 23:30 in Berlin

let clock = stoppedClock(NOON);
beforeEach(() => {
  clock = stoppedClock(NOON);
  setAnnouncer(async () => {});
});
afterEach(() => {
  globalThis.batonClock = undefined;
});

const ANN = { email: "ann@example.com", phone: "+4915112345678", name: "Ann" };

async function flow(
  workspaceId: WorkspaceId,
  config: Record<string, unknown> = {},
  settings: Record<string, unknown> = {},
  action = "send_sms",
) {
  return publish(workspaceId, {
    name: "Text",
    trigger: { type: "event", event_types: ["lead.created"] },
    steps: [
      {
        id: "text",
        type: "action",
        action_id: action,
        config: {
          ...(action === "send_sms"
            ? { to: "{{trigger.phone}}", message: "Hi" }
            : { to: "{{trigger.email}}", body: "Hi" }),
          ...config,
        },
      },
      { id: "after", type: "set_variables", variables: { done: "yes" } },
    ],
    settings,
  });
}

async function start(workspaceId: WorkspaceId, payload: Record<string, unknown> = ANN, more = {}) {
  const { runs } = await send(workspaceId, "lead.created", payload, more);
  return runs[0]?.id ?? "";
}

const consent = async (
  workspaceId: WorkspaceId,
  channel: "email" | "sms" | "call" | "all",
  state: "granted" | "denied",
) => {
  const id = await contactId(workspaceId, `phone:${ANN.phone}`);
  await inTransaction((tx) =>
    setConsent(tx, workspaceId, id, channel, state, "test", { source: "platform" }),
  );
};

describe("a text at night", () => {
  test("is held until the morning of the person, shown as such, and sent then, once and charged once", async () => {
    const workspaceId = await gatedWorkspace();
    const { flowId } = await flow(workspaceId);
    clock.at(NIGHT);
    const runId = await start(workspaceId);
    expect(await turn(runId)).toBe("2026-05-05T06:00:00.000Z");
    const held = await readRun(runId);
    expect(held).toMatchObject({ status: "waiting", wake_at: new Date("2026-05-05T06:00:00Z") });
    expect(held.steps.text).toMatchObject({
      status: "waiting",
      attempt: 1,
      tokens: 0,
      token_note: "gate",
      reserved: 0,
      result: {
        status: "held",
        rule: "quiet_hours",
        until: "2026-05-05T06:00:00.000Z",
        reason: "Held until 08:00 in Berlin (quiet hours 21:00–08:00)",
      },
    });
    expect(await messagesOf(workspaceId)).toEqual([]);
    // Woken early, it looks again and goes on waiting.
    clock.at("2026-05-05T05:59:50Z");
    expect(await turn(runId)).toBe("2026-05-05T06:00:00.000Z");
    clock.at("2026-05-05T06:00:00Z");
    expect(await turn(runId)).toBe("done");
    const done = await readRun(runId);
    expect(done).toMatchObject({ status: "completed" });
    expect(done.steps.text).toMatchObject({ status: "succeeded", attempt: 1, token_note: null });
    expect(await messagesOf(workspaceId)).toMatchObject([{ to_address: ANN.phone }]);
    expect((await usageOf(workspaceId)).map(({ kind }) => kind).sort()).toEqual([
      "sms_sent",
      "workflow_execution",
    ]);
    expect(await quotaOf(workspaceId)).toMatchObject({ reserved: 0 });
    expect(await decisionsOf(workspaceId)).toMatchObject([
      {
        verdict: "hold",
        rule: "quiet_hours",
        value: "21:00–08:00 Europe/Berlin",
        run_id: runId,
        flow_id: flowId,
        step_id: "text",
      },
      { verdict: "send", rule: "clear", recipient: ANN.phone, until: null, counts: true },
    ]);
  });

  test("waits by the contact's own zone where it is known, else by the number's", async () => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId);
    clock.at("2026-05-04T09:00:00Z"); // 02:00 in San Francisco, 18:00 in Tokyo
    const first = await start(workspaceId, { phone: "+14155550100" });
    expect(await turn(first)).toBe("2026-05-04T15:00:00.000Z");
    await pool().query("update contacts set timezone = 'Asia/Tokyo' where workspace_id = $1", [workspaceId]);
    expect(await turn(first)).toBe("2026-05-04T15:00:00.000Z");
    const second = await start(workspaceId, { phone: "+14155550100" });
    expect(await turn(second)).toBe("done");
  });

  test("of a test is noted and not waited for", async () => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId);
    clock.at(NIGHT);
    const runId = await start(workspaceId, ANN, { mode: "test" });
    expect(await turn(runId)).toBe("done");
    expect(await messagesOf(workspaceId)).toHaveLength(1);
    expect(await decisionsOf(workspaceId)).toMatchObject([
      { verdict: "hold", mode: "test", words: expect.stringMatching(/A test does not wait$/) },
    ]);
  });

  test("an email is not held, but where the flow says so", async () => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId, {}, {}, "send_email");
    clock.at(NIGHT);
    expect(await turn(await start(workspaceId))).toBe("done");
    const strict = await gatedWorkspace();
    await flow(strict, {}, { quiet_hours: { from: "18:00", to: "09:30" } }, "send_email");
    expect(await turn(await start(strict))).toBe("2026-05-05T07:30:00.000Z");
  });
});

describe("a message that may not be sent", () => {
  test.each([
    ["marketing without consent", "send_sms", { purpose: "marketing" }, null, "consent"],
    ["marketing by email without consent", "send_email", { purpose: "marketing" }, null, "consent"],
    ["an opt-out of the channel", "send_sms", {}, ["sms", "denied"], "consent"],
    ["an opt-out on another channel", "send_email", {}, ["sms", "denied"], "opt_out"],
    ["a stranger's number", "send_sms", { to: "+4915187654321" }, null, "unknown_contact"],
  ] as const)("%s is skipped, for nothing, and the flow goes on", async (_, action, config, said, rule) => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId, config, {}, action);
    const runId = await start(workspaceId);
    if (said) await consent(workspaceId, said[0], said[1]);
    expect(await turn(runId)).toBe("done");
    const run = await readRun(runId);
    expect(run).toMatchObject({ status: "completed", handled_errors: 0 });
    expect(run.steps.text).toMatchObject({
      status: "succeeded",
      tokens: 0,
      token_note: "gate",
      result: { status: "skipped", rule, reason: expect.any(String) },
    });
    expect(run.steps.after).toMatchObject({ status: "succeeded" });
    expect(await messagesOf(workspaceId)).toEqual([]);
    expect((await usageOf(workspaceId)).map(({ kind }) => kind)).toEqual(["workflow_execution"]);
    expect(await decisionsOf(workspaceId)).toMatchObject([{ verdict: "skip", rule, mode: "live" }]);
  });

  test.each([
    ["marketing with consent", "send_sms", { purpose: "marketing" }],
    ["a text to somebody an event made known", "send_sms", {}],
    ["a receipt by email to anybody", "send_email", { to: "boss@example.com" }],
    ["the welcome of the system", "send_email", { template: "welcome_email", purpose: "marketing" }],
  ])("%s is sent", async (words, action, config) => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId, config, {}, action);
    const runId = await start(workspaceId);
    if (words === "marketing with consent") await consent(workspaceId, "sms", "granted");
    expect(await turn(runId)).toBe("done");
    expect(await messagesOf(workspaceId)).toHaveLength(1);
    expect(await decisionsOf(workspaceId)).toMatchObject([{ verdict: "send", rule: "clear" }]);
  });

  test("an address that is no address fails as before, and the gate has nothing to say", async () => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId, { to: "+1 555" });
    const runId = await start(workspaceId);
    await turn(runId);
    expect((await readRun(runId)).steps.text).toMatchObject({
      status: "failed",
      error: { code: "invalid_phone" },
    });
    expect(await decisionsOf(workspaceId)).toEqual([]);
  });

  test("an address on the suppression list gets nothing, whatever it is", async () => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId, { purpose: "transactional" });
    await pool().query(
      "insert into suppressions (id, workspace_id, address, reason, created_at) values (gen_random_uuid(), $1, $2, 'added', now())",
      [workspaceId, ANN.phone],
    );
    await turn(await start(workspaceId));
    expect(await decisionsOf(workspaceId)).toMatchObject([{ verdict: "skip", rule: "suppression" }]);
  });
});

describe("what ends a flow", () => {
  const settings = { exit_conditions: [{ event_types: ["message.received"] }] };

  test("an exit that the run has not heard of stops the message all the same", async () => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId, {}, settings);
    const runId = await start(workspaceId);
    // Of a contact that is merged afterwards, the reply came under another key.
    await pool().query("delete from flow_triggers where workspace_id = $1 and kind = 'exit'", [workspaceId]);
    clock.at("2026-05-04T10:05:00Z");
    await send(workspaceId, "message.received", { phone: ANN.phone, body: "Call me" });
    expect(await turn(runId)).toBe("done");
    expect(await messagesOf(workspaceId)).toEqual([]);
    expect(await decisionsOf(workspaceId)).toMatchObject([
      {
        rule: "exit",
        value: "message.received",
        words: "Skipped: the contact replied before it was sent, which ends this flow",
      },
    ]);
  });

  test("what happened before the run began does not", async () => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId, {}, settings);
    await send(workspaceId, "message.received", { phone: ANN.phone, body: "Call me" });
    clock.at("2026-05-04T10:05:00Z");
    await turn(await start(workspaceId));
    expect(await messagesOf(workspaceId)).toHaveLength(1);
  });
});

describe("caps", () => {
  test("a second text within a day waits for the first to be a day old", async () => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId);
    await turn(await start(workspaceId));
    clock.at("2026-05-04T12:00:00Z");
    const second = await start(workspaceId);
    expect(await turn(second)).toBe("2026-05-05T10:00:00.000Z");
    expect((await decisionsOf(workspaceId)).at(-1)).toMatchObject({
      verdict: "hold",
      rule: "frequency_cap",
      value: "1 per 24 hours",
      words: "Held until 12:00 in Berlin (at most 1 SMS per 24 hours to a contact, over all flows)",
    });
    clock.at("2026-05-05T10:00:00Z");
    expect(await turn(second)).toBe("done");
  });

  test("what somebody waits for is neither held nor counted", async () => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId, { purpose: "transactional" });
    for (const _ of [1, 2, 3]) expect(await turn(await start(workspaceId))).toBe("done");
    expect(await messagesOf(workspaceId)).toHaveLength(3);
    expect((await decisionsOf(workspaceId)).map(({ counts }) => counts)).toEqual([false, false, false]);
  });

  test("of a flow: fewer than the workspace allows, on every channel", async () => {
    const workspaceId = await gatedWorkspace();
    const cap = { frequency_cap: { messages: 2, per: { value: 2, unit: "days" } } };
    await flow(workspaceId, {}, cap, "send_email");
    for (const _ of [1, 2]) expect(await turn(await start(workspaceId))).toBe("done");
    clock.at("2026-05-04T11:00:00Z");
    expect(await turn(await start(workspaceId))).toBe("2026-05-06T10:00:00.000Z");
    expect((await decisionsOf(workspaceId)).at(-1)).toMatchObject({ rule: "flow_frequency_cap" });
  });

  test("of the workspace: the rest leaves at the pace it allows", async () => {
    const workspaceId = await gatedWorkspace();
    await setRules(workspaceId, { rate_cap: { messages: 2, per: { value: 1, unit: "minutes" } } });
    await flow(workspaceId, {}, {}, "send_email");
    const stands: (string | null)[] = [];
    for (const n of [1, 2, 3, 4, 5])
      stands.push(await turn(await start(workspaceId, { email: `${n}@example.com` })));
    expect(stands).toEqual([
      "done",
      "done",
      "2026-05-04T10:01:00.000Z",
      "2026-05-04T10:01:00.000Z",
      "2026-05-04T10:02:00.000Z",
    ]);
  });

  test("what would come too late is not sent", async () => {
    const workspaceId = await gatedWorkspace();
    const cap = { frequency_cap: { messages: 1, per: { value: 1, unit: "weeks" } } };
    await flow(workspaceId, {}, cap, "send_email");
    await turn(await start(workspaceId));
    expect(await turn(await start(workspaceId))).toBe("done");
    expect((await decisionsOf(workspaceId)).at(-1)).toMatchObject({
      verdict: "skip",
      rule: "held_too_long",
      value: "flow_frequency_cap",
    });
  });
});

describe("a message of a plugin", () => {
  const cart = { phone: ANN.phone, name: "Ann", cart_url: "https://example.com/cart" };

  async function start(workspaceId: WorkspaceId, said: "granted" | null): Promise<string> {
    await inTransaction((tx) => installSandboxPlugins(tx, workspaceId));
    await publish(workspaceId, {
      name: "Cart",
      trigger: { type: "event", event_types: ["cart.abandoned"] },
      steps: [
        {
          id: "text",
          type: "action",
          plugin_id: "email-automation",
          action_id: "send_abandoned_cart_sms",
          config: { phone: "{{trigger.phone}}" },
        },
      ],
    });
    const { runs } = await send(workspaceId, "cart.abandoned", cart);
    if (said) await consent(workspaceId, "sms", said);
    return runs[0]?.id ?? "";
  }

  test("that wants a sale needs consent", async () => {
    const workspaceId = await gatedWorkspace();
    const runId = await start(workspaceId, null);
    expect(await turn(runId)).toBe("done");
    expect((await readRun(runId)).steps.text).toMatchObject({
      status: "succeeded",
      tokens: 0,
      token_note: "gate",
      result: { status: "skipped", rule: "consent" },
    });
    expect(await messagesOf(workspaceId)).toEqual([]);
  });

  test("is held before the call, without an intent and its tokens, and called in the morning, once", async () => {
    const workspaceId = await gatedWorkspace();
    clock.at(NIGHT);
    const runId = await start(workspaceId, "granted");
    expect(await turn(runId)).toBe("2026-05-05T06:00:00.000Z");
    expect((await readRun(runId)).steps.text).toMatchObject({ status: "waiting", reserved: 0, attempt: 1 });
    expect(await quotaOf(workspaceId)).toMatchObject({ reserved: 0 });
    clock.at("2026-05-05T06:00:00Z");
    expect(await turn(runId)).toBe("done");
    expect((await readRun(runId)).steps.text).toMatchObject({ status: "succeeded", attempt: 1 });
    expect(await messagesOf(workspaceId)).toHaveLength(1);
    expect((await decisionsOf(workspaceId)).map(({ verdict }) => verdict)).toEqual(["hold", "send"]);
  });

  test("under way at a crash is called again as decided: its message may have arrived", async () => {
    const workspaceId = await gatedWorkspace();
    const runId = await start(workspaceId, "granted");
    await pool().query(
      `insert into automation_event_log (run_id, step_id, workspace_id, status, step_type, effect, run_seq, started_at)
       values ($1, 'text', $2, 'running', 'action', 'idempotent', 1, now())`,
      [runId, workspaceId],
    );
    await consent(workspaceId, "sms", "denied");
    expect(await turn(runId)).toBe("done");
    expect(await messagesOf(workspaceId)).toHaveLength(1);
  });
});
