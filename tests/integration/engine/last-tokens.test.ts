import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { inTransaction, pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { advance } from "@/server/engine/advance";
import { forgetWorkspaceFacts } from "@/server/engine/workspace-facts";
import { completeEnvironment } from "@/server/env";
import { refreshAllowance } from "@/server/records/allowance";
import { newPerson } from "../../fixtures/people";
import { connectMail } from "../support/connect-mail";
import { drive, makeWorkspace, publish, quotaOf, readRun, send, usageOf } from "../support/engine";
import { localServer } from "../support/local-server";
import { type MailServer, startMailServer } from "../support/mail-server";

const RUNS = 50;
const PAID = 10;
/** Records of the step that is to be paid (plain, with what the shard was given, with the last tokens), and of the turn's end. */
const ATTEMPTS = 3;
const MORE_RECORDS = 3;

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.close());

const sms = { action_type: "send_sms", config: { to: "+14155550123", message: "Hi" } };
const email = {
  action_type: "send_email",
  config: { to: "{{trigger.email}}", subject: "Hi", body: "Good to see you." },
};

/** A workspace whose emails leave by a mail server. */
async function withMail(): Promise<WorkspaceId> {
  const owner = await newPerson("Mia");
  await connectMail(owner, server);
  return owner.workspace.id;
}

describe("fifty steps at once, tokens for ten", () => {
  test("in our own database: ten are paid, forty held, and none asks for ever", async () => {
    const workspace = await makeWorkspace("trial");
    expect(await compete(workspace, sms, 1_000)).toEqual({ completed: PAID, held: RUNS - PAID });
    expect(await paidSteps(workspace, "sms_sent")).toBe(PAID);
    const { rowCount } = await pool().query("select from messages where workspace_id = $1", [workspace]);
    expect(rowCount).toBe(PAID);
  });

  test("outside of it: ten are paid and made, forty held, and none asks for ever", async () => {
    const workspace = await withMail();
    server.mails.length = 0;
    expect(await compete(workspace, email, 100)).toEqual({ completed: PAID, held: RUNS - PAID });
    expect(await paidSteps(workspace, "email_sent")).toBe(PAID);
    expect(server.mails).toHaveLength(PAID);
  });
});

describe("the last tokens", () => {
  test("are spent by whoever gathers them, however quick others are to take what a shard was given", async () => {
    const workspace = await withMail();
    const [runId = ""] = await begun(workspace, email, 1);
    await leave(workspace, 100);
    await pool().query("update flow_executions set quota_shard = 0 where id = $1", [runId]);
    await pool().query(THIEF);
    try {
      await send(workspace, "order.paid", { sale: "spring" });
      const records = countRecords();
      await drive(runId);
      expect(records()).toBeLessThanOrEqual(ATTEMPTS + MORE_RECORDS);
    } finally {
      await pool().query("drop trigger thief on quota_shards; drop function thief");
    }
    expect(await readRun(runId)).toMatchObject({ status: "completed" });
    expect(await quotaOf(workspace)).toEqual({ granted: 100_000, used: 100_000, reserved: 0 });
  });

  test("gone: what a step would do in our database is begun once, and not again", async () => {
    const workspace = await makeWorkspace("trial");
    const [runId = ""] = await begun(workspace, sms, 1);
    await leave(workspace, 0);
    await send(workspace, "order.paid", { sale: "spring" });
    const statements = countStatements((text) => /insert into messages/i.test(text));
    await drive(runId);
    expect(statements()).toBe(1);
    expect(await readRun(runId)).toMatchObject({ status: "held", reason: "out_of_tokens" });
  });
});

describe("a run that cannot even be begun", () => {
  test("does nothing outside, and goes on when it is paid", async () => {
    const workspace = await makeWorkspace("trial");
    const receiver = await localServer();
    completeEnvironment({ BATON_HTTP_ALLOW: receiver.host });
    const config = { method: "POST", url: receiver.origin };
    const runId = await unpaid(workspace, { type: "action", action_type: "http_request", config });
    expect(await advance({ runId, generation: 0 })).toHaveProperty("wakeAt");
    expect(await readRun(runId)).toMatchObject({ status: "held", reason: "out_of_tokens", steps: {} });
    expect(receiver.received).toEqual([]);
    await upgrade(workspace, runId);
    expect(await readRun(runId)).toMatchObject({ status: "completed" });
    expect(receiver.received).toHaveLength(1);
  });

  test("is not over, though all of it can be decided at once", async () => {
    const workspace = await makeWorkspace("trial");
    const runId = await unpaid(workspace, { type: "set_variables", variables: { a: 1 } });
    expect(await advance({ runId, generation: 0 })).toHaveProperty("wakeAt");
    expect(await readRun(runId)).toMatchObject({ status: "held", steps: {} });
    await upgrade(workspace, runId);
    expect(await readRun(runId)).toMatchObject({ status: "completed", tokens: 500 });
  });
});

/** A run of one step in a workspace that has no token left. */
async function unpaid(workspace: WorkspaceId, step: Record<string, unknown>): Promise<string> {
  await publish(workspace, {
    name: "Unpaid",
    status: "active",
    trigger: { type: "event", event_types: ["order.created"] },
    steps: [{ id: "only", ...step }],
  });
  await leave(workspace, 0);
  return (await send(workspace, "order.created", {})).runs[0]?.id ?? "";
}

async function upgrade(workspace: WorkspaceId, runId: string): Promise<void> {
  await pool().query("update workspaces set plan = 'starter' where id = $1", [workspace]);
  forgetWorkspaceFacts(workspace);
  await drive(runId);
}

/** What a shard has when a transaction ends, and has not spent, is another's at once. */
const THIEF = `
create function thief() returns trigger language plpgsql as $$
declare free bigint;
begin
  select granted - used - reserved into free from quota_shards
    where workspace_id = new.workspace_id and period = new.period and shard = new.shard;
  if new.shard = 0 and free > 0 then
    update quota_shards set granted = granted - free where workspace_id = new.workspace_id and period = new.period and shard = 0;
    update quota_shards set granted = granted + free where workspace_id = new.workspace_id and period = new.period and shard = 15;
  end if;
  return null;
end $$;
create constraint trigger thief after update on quota_shards deferrable initially deferred for each row execute function thief();`;

/** Runs that have been begun and charged, and wait for `order.paid` before their step. */
async function begun(
  workspace: WorkspaceId,
  step: Record<string, unknown>,
  count: number,
): Promise<string[]> {
  await publish(workspace, {
    name: "Last tokens",
    status: "active",
    trigger: { type: "event", event_types: ["order.created"] },
    settings: { retry_count: 0 },
    steps: [
      {
        ...{ id: "wait", type: "wait_for_event", event_types: ["order.paid"] },
        ...{ same_contact: false, match: { sale: "spring" } },
      },
      { id: "send", type: "action", ...step },
    ],
  });
  const accepted = await Promise.all(
    Array.from({ length: count }, (_, number) =>
      send(workspace, "order.created", { email: `person-${number}@example.com`, sale: "spring" }),
    ),
  );
  const runs = accepted.flatMap((one) => one.runs.map(({ id }) => id));
  await Promise.all(runs.map((runId) => drive(runId, 0)));
  return runs;
}

/** All come to their step at the same moment. Returns how many ended how. */
async function compete(workspace: WorkspaceId, step: Record<string, unknown>, price: number) {
  const runs = await begun(workspace, step, RUNS);
  await leave(workspace, PAID * price);
  await send(workspace, "order.paid", { sale: "spring" });
  const records = countRecords();
  await Promise.all(runs.map((runId) => drive(runId)));
  expect(records()).toBeLessThanOrEqual(RUNS * (ATTEMPTS + MORE_RECORDS));
  const states = await Promise.all(runs.map(readRun));
  const held = states.filter(({ status }) => status === "held");
  expect(held.every(({ reason }) => reason === "out_of_tokens")).toBe(true);
  expect(await quotaOf(workspace)).toEqual({ granted: 100_000, used: 100_000, reserved: 0 });
  return { completed: states.filter(({ status }) => status === "completed").length, held: held.length };
}

/** Of the trial's tokens so many are left, and no shard has any of them yet. */
async function leave(workspace: WorkspaceId, left: number): Promise<void> {
  await pool().query("update workspaces set plan = 'trial', billing_anchor = '2026-01-01' where id = $1", [
    workspace,
  ]);
  forgetWorkspaceFacts(workspace);
  await inTransaction((tx) => refreshAllowance(tx, workspace));
  await pool().query("update quota_shards set granted = used where workspace_id = $1", [workspace]);
  await pool().query(
    `update quota_shards set granted = granted + spend.n, used = used + spend.n
     from (select 100000 - $2::bigint - sum(used) as n from quota_shards where workspace_id = $1) spend
     where workspace_id = $1 and shard = 0`,
    [workspace, left],
  );
  await pool().query(`update quota_accounts set granted = 100000 - $2::bigint where workspace_id = $1`, [
    workspace,
    left,
  ]);
}

/** How many statements of a kind are made from now on. */
function countStatements(counts: (text: string, name: string | undefined) => boolean): () => number {
  const query = vi.spyOn(pg.Client.prototype, "query");
  return () => {
    const made = query.mock.calls.filter(([statement]: unknown[]) => {
      const parsed = statementSchema.safeParse(statement);
      return parsed.success && counts(parsed.data.text, parsed.data.name);
    }).length;
    query.mockRestore();
    return made;
  };
}

const countRecords = () => countStatements((_, name) => name === "record");

const statementSchema = z.union([
  z.object({ text: z.string(), name: z.string().optional() }),
  z.string().transform((text) => ({ text, name: undefined })),
]);

const paidSteps = async (workspace: WorkspaceId, kind: string) =>
  (await usageOf(workspace)).filter((line) => line.kind === kind).length;
