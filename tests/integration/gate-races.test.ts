/**
 * Whoever commits first decides: replies, opt-outs and other flows against a message that is about to leave, on the real
 * database. Every race is also run with the order forced, by holding a lock that the other side needs.
 */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inTransaction, pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { setAnnouncer } from "@/server/engine/announce";
import { setConsent } from "@/server/records/consent";
import { lockContact } from "@/server/records/contact";
import { publish, readRun, send } from "./support/engine";
import { contactId, decisionsOf, gatedWorkspace, messagesOf, stoppedClock, turn } from "./support/gate";

const ANN = { email: "ann@example.com", phone: "+4915112345678", name: "Ann" };
const KEY = `phone:${ANN.phone}`;

beforeEach(() => {
  stoppedClock("2026-05-04T10:00:00Z");
  setAnnouncer(async () => {});
});
afterEach(() => {
  globalThis.batonClock = undefined;
});

const text = (more: Record<string, unknown> = {}) => ({
  id: "text",
  type: "action",
  action_id: "send_sms",
  config: { to: "{{trigger.phone}}", message: "Hi", ...more },
});

async function flow(
  workspaceId: WorkspaceId,
  settings: Record<string, unknown> = {},
  type = "lead.created",
  steps: Record<string, unknown>[] = [text()],
) {
  await publish(workspaceId, {
    name: type,
    trigger: { type: "event", event_types: [type] },
    steps,
    settings,
  });
}

const start = async (workspaceId: WorkspaceId, type = "lead.created") =>
  (await send(workspaceId, type, ANN)).runs[0]?.id ?? "";

/** Resolves when somebody waits for a lock, so that the order of two transactions is known. */
async function untilBlocked(): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const { rows } = await pool().query(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("Nobody waits for a lock");
}

describe("a reply against a message of a flow that ends with it", () => {
  const settings = { exit_conditions: [{ event_types: ["message.received"] }] };
  const reply = (workspaceId: WorkspaceId) =>
    send(workspaceId, "message.received", { phone: ANN.phone, body: "Call me" });

  test("committed a moment before: nothing is sent, although the step had begun", async () => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId, settings);
    const runId = await start(workspaceId);
    const id = await contactId(workspaceId, KEY);
    const sending = await inTransaction(async (tx) => {
      await lockContact(tx, workspaceId, id);
      const begun = turn(runId);
      await untilBlocked();
      // The step waits at the gate for the contact. Now the reply comes, and commits first.
      await reply(workspaceId);
      return { begun };
    });
    await sending.begun;
    expect(await messagesOf(workspaceId)).toEqual([]);
    expect(await readRun(runId)).toMatchObject({ status: "completed", reason: "exited: message.received" });
    expect(await decisionsOf(workspaceId)).toMatchObject([{ verdict: "skip", rule: "run_over" }]);
  });

  test("at the same moment, many times: sent or ended, and the record says which came first", async () => {
    for (let round = 0; round < 25; round++) {
      const workspaceId = await gatedWorkspace();
      await flow(workspaceId, settings);
      const runId = await start(workspaceId);
      await Promise.all([
        turn(runId),
        new Promise((resolve) => setTimeout(resolve, round % 5)).then(() => reply(workspaceId)),
      ]);
      const sent = (await messagesOf(workspaceId)).length;
      const decisions = (await decisionsOf(workspaceId)).map(({ verdict }) => verdict);
      const run = await readRun(runId);
      // What left was decided; what was decided to leave, left; and a run that ended first sent nothing.
      expect(decisions.filter((verdict) => verdict === "send")).toHaveLength(sent);
      expect(sent).toBeLessThanOrEqual(1);
      if (sent === 0) expect(run.reason).toBe("exited: message.received");
    }
  });
});

describe("an opt-out against a text", () => {
  const optOut = (workspaceId: WorkspaceId, id: string) =>
    inTransaction((tx) => setConsent(tx, workspaceId, id, "all", "denied", "reply", { source: "platform" }));

  test("in flight: the text waits for it, and is not sent", async () => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId);
    const runId = await start(workspaceId);
    const id = await contactId(workspaceId, KEY);
    const { begun } = await inTransaction(async (tx) => {
      await setConsent(tx, workspaceId, id, "all", "denied", "reply", { source: "platform" });
      const begun = turn(runId);
      await untilBlocked();
      return { begun };
    });
    await begun;
    expect(await messagesOf(workspaceId)).toEqual([]);
    expect(await decisionsOf(workspaceId)).toMatchObject([{ verdict: "skip", rule: "consent" }]);
  });

  test("at the same moment, many times: a message that was sent was decided before the opt-out", async () => {
    for (let round = 0; round < 20; round++) {
      const workspaceId = await gatedWorkspace();
      await flow(workspaceId);
      const runId = await start(workspaceId);
      const id = await contactId(workspaceId, KEY);
      await Promise.all([turn(runId), optOut(workspaceId, id)]);
      const [decision] = await decisionsOf(workspaceId);
      expect(await messagesOf(workspaceId)).toHaveLength(decision?.verdict === "send" ? 1 : 0);
      // After it, nothing leaves any more, on no channel.
      const later = await start(workspaceId);
      await turn(later);
      expect((await decisionsOf(workspaceId)).filter(({ run_id }) => run_id === later)).toMatchObject([
        { verdict: "skip" },
      ]);
    }
  });
});

describe("flows under one cap", () => {
  test("two at the same moment: exactly one sends, the other is held for a day", async () => {
    for (let round = 0; round < 15; round++) {
      const workspaceId = await gatedWorkspace();
      await flow(workspaceId, {}, "lead.created");
      await flow(workspaceId, {}, "cart.abandoned");
      const runs = [await start(workspaceId), await start(workspaceId, "cart.abandoned")];
      const stands = await Promise.all(runs.map(turn));
      expect(stands.filter((at) => at === "done")).toHaveLength(1);
      expect(stands.filter((at) => at === "2026-05-05T10:00:00.000Z")).toHaveLength(1);
      expect(await messagesOf(workspaceId)).toHaveLength(1);
      expect((await decisionsOf(workspaceId)).map(({ verdict, rule }) => [verdict, rule])).toEqual([
        ["send", "clear"],
        ["hold", "frequency_cap"],
      ]);
    }
  });

  test("ten branches of one run: exactly one sends", async () => {
    const workspaceId = await gatedWorkspace();
    const names = Array.from({ length: 10 }, (_, index) => `text_${index}`);
    await flow(workspaceId, {}, "lead.created", [
      { id: "fork", type: "parallel", branches: names.map((target) => ({ target })) },
      ...names.map((id) => ({ ...text(), id, on_success: "end", on_error: "end" })),
    ]);
    await turn(await start(workspaceId));
    expect(await messagesOf(workspaceId)).toHaveLength(1);
  });
});
