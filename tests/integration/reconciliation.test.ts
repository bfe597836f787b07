/** Steps = ledger = sums = outbox = Stripe, or it is said where not; and every repair is written down itself. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { flushUsage } from "@/server/billing/export/flush-usage";
import { reconcileBatch } from "@/server/billing/reconcile/reconcile-all";
import { reconcileWorkspace } from "@/server/billing/reconcile/reconcile-workspace";
import { repairDifference } from "@/server/billing/reconcile/repair-difference";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { invoicePreview } from "@/server/domain/invoice-preview";
import { PLANS } from "@/server/domain/plans";
import type { WorkspaceId } from "@/server/domain/workspace";
import { latestReconciliation } from "@/server/features/reconciliation/data";
import { billingCommand } from "@/server/ops/billing-command";
import { followUsage } from "@/server/ops/follow-usage";
import { overageOf } from "@/server/records/overage";
import { refundUsage } from "@/server/records/refund";
import { billedWorkspace, charge } from "./support/billed-workspace";
import { drive, publish, quotaOf, send, sendAnytime } from "./support/engine";
import { ledgerSeen } from "./support/ledger-seen";
import { memorySink } from "./support/memory-sink";
import { setClock } from "./support/set-clock";

const OWNER = { type: "user" as const, id: newId(), name: "Olive" };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (day: number, hour = 12) => new Date(Date.UTC(2026, 2, day, hour));

let clock: ReturnType<typeof setClock>;
beforeEach(() => {
  clock = setClock(at(10));
});
afterEach(async () => {
  clock.restore();
  await pool().query("update usage_exports set settled_at = now() where settled_at is null");
});

/** A workspace in which a flow sent an email: 500 + 100 milli-tokens. */
async function afterOneRun() {
  const { workspaceId, customer } = await billedWorkspace();
  await sendAnytime(workspaceId);
  await publish(workspaceId, {
    name: "Welcome",
    trigger: { type: "event", event_types: ["contact.created"] },
    steps: [
      {
        id: "mail",
        type: "action",
        action_type: "send_email",
        config: { to: "jo@example.com", subject: "Hello", body: "Hello", purpose: "transactional" },
      },
    ],
  });
  const { runs } = await send(workspaceId, "contact.created", { email: "jo@example.com" });
  const runId = runs[0]?.id ?? "";
  await drive(runId);
  const { rows } = await pool().query<{ key: string; amount: string }>(
    "select key, amount from usage_records where workspace_id = $1 order by amount",
    [workspaceId],
  );
  expect(rows.map(({ amount }) => Number(amount))).toEqual([100, 500]);
  return { workspaceId, customer, runId, mailKey: rows[0]?.key ?? "" };
}

/** What the ledger does not let happen. */
async function loseRecord(key: string): Promise<void> {
  await pool().query("alter table usage_records disable trigger usage_records_written_once");
  await pool().query("delete from usage_records where key = $1", [key]);
  await pool().query("alter table usage_records enable trigger usage_records_written_once");
}

async function compare(workspaceId: WorkspaceId, there: ReturnType<typeof memorySink> | null = null) {
  await reconcileWorkspace(workspaceId, { sink: there?.sink ?? null });
  const latest = await latestReconciliation(workspaceId);
  if (!latest) throw new Error("nothing was compared");
  return latest;
}

async function repairAll(workspaceId: WorkspaceId): Promise<void> {
  const latest = await latestReconciliation(workspaceId);
  for (const { id, canRepair } of latest?.differences ?? [])
    if (canRepair) await repairDifference(workspaceId, id, OWNER);
}

const ledgerOf = async (workspaceId: string) =>
  (
    await pool().query<{ key: string; amount: number; period: string; relatedType: string | null }>(
      `select key, amount::float8 as amount, period, related_type as "relatedType" from usage_records where workspace_id = $1 order by created_at, key`,
      [workspaceId],
    )
  ).rows;

test("a run that was charged what its steps say is matched, without Stripe and with it", async () => {
  const { workspaceId } = await afterOneRun();
  expect(await compare(workspaceId)).toMatchObject({
    ...{ matched: true, differenceMilliTokens: 0, against: "ledger only", differences: [] },
  });
  const there = memorySink();
  expect(await compare(workspaceId, there)).toMatchObject({
    matched: true,
    against: "stripe",
    waitingMilliTokens: 600,
  });
  await flushUsage(workspaceId, there.sink);
  clock.advance(2 * HOUR);
  expect(await compare(workspaceId, there)).toMatchObject({
    ...{ matched: true, against: "stripe", waitingMilliTokens: 0, problem: null },
  });
});

test("a record that is missing comes back under the key it had", async () => {
  const { workspaceId, mailKey, runId } = await afterOneRun();
  await loseRecord(mailKey);
  await loseRecord(`run:${runId}:workflow`);
  const { differences, differenceMilliTokens } = await compare(workspaceId);
  expect(differenceMilliTokens).toBe(600);
  expect(differences).toMatchObject([
    {
      ...{ day: "2026-03-10", cause: "missing record", canRepair: true, stripeMilliTokens: null },
      ...{ stepsMilliTokens: 600, ledgerMilliTokens: 0 },
    },
  ]);
  expect(differences[0]?.what).toContain(runId);
  await repairAll(workspaceId);
  expect((await ledgerOf(workspaceId)).map(({ key, amount, period }) => [key, amount, period])).toEqual([
    [mailKey, 100, "2026-03-01"],
    [`run:${runId}:workflow`, 500, "2026-03-01"],
  ]);
  expect(await compare(workspaceId)).toMatchObject({ matched: true });
  expect(await quotaOf(workspaceId)).toMatchObject({ used: 600 });
  const { rows } = await pool().query(
    "select actor_name, action, details from audit_entries where workspace_id = $1 and action like 'reconciliation%'",
    [workspaceId],
  );
  expect(rows).toEqual([
    {
      ...{ actor_name: "Olive", action: "reconciliation.repaired" },
      details: { cause: "missing record", day: "2026-03-10", tokens: "0.6" },
    },
  ]);
});

test("a record that belongs to no step is given back, and a refund of a real one is no difference", async () => {
  const { workspaceId, runId, mailKey } = await afterOneRun();
  await pool().query(
    `insert into usage_records (key, workspace_id, kind, amount, cost, run_id, step_id, period, created_at) values ($1, $2, 'sms_sent', 1000, 20000, $3, 'gone', '2026-03-01', $4)`,
    [`run:${runId}:step:gone:iter::sms_sent`, workspaceId, runId, at(10)],
  );
  const { differences } = await compare(workspaceId);
  expect(differences).toMatchObject([
    { cause: "orphan record", stepsMilliTokens: 600, ledgerMilliTokens: 1_600 },
  ]);
  await repairAll(workspaceId);
  expect((await ledgerOf(workspaceId)).filter(({ relatedType }) => relatedType === "refund")).toMatchObject([
    { amount: -1_000 },
  ]);
  expect(await compare(workspaceId)).toMatchObject({ matched: true });
  await inTransaction((tx) =>
    refundUsage(tx, workspaceId, { key: mailKey, reason: "It never arrived", by: OWNER }),
  );
  expect(await compare(workspaceId)).toMatchObject({ matched: true });
  expect(await quotaOf(workspaceId)).toMatchObject({ used: 500 });
});

test("a repair is made once, also by two at once; one of another workspace is not there", async () => {
  const { workspaceId, mailKey } = await afterOneRun();
  await loseRecord(mailKey);
  const [difference] = (await compare(workspaceId)).differences;
  const id = difference?.id ?? "";
  const done = await Promise.allSettled([
    repairDifference(workspaceId, id, OWNER),
    repairDifference(workspaceId, id, OWNER),
  ]);
  expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await ledgerOf(workspaceId)).toHaveLength(2);
  const other = await billedWorkspace();
  await expect(repairDifference(other.workspaceId, id, OWNER)).rejects.toMatchObject({ code: "not_found" });
});

test("an operator compares and repairs by a command", async () => {
  const { workspaceId, mailKey } = await afterOneRun();
  const slug = `w-${workspaceId}`;
  await loseRecord(mailKey);
  const said = await billingCommand(["reconcile", slug]);
  expect(said).toContain(`${slug}: 0.1 tokens of difference.`);
  const id = (await latestReconciliation(workspaceId))?.differences[0]?.id ?? "";
  expect(said).toContain(`${id}  2026-03-10  -0.1 tokens, missing record`);
  expect(await billingCommand(["reconcile", slug, "--repair", id])).toBe(
    `${slug}: no difference (the ledger alone).`,
  );
  await expect(billingCommand(["reconcile", slug, "--repair", "nothing"])).rejects.toThrow(
    "no difference's id",
  );
});

test("a run that is kept no longer is no difference, a young one that is gone is", async () => {
  const { workspaceId, runId } = await afterOneRun();
  await pool().query("delete from flow_executions where id = $1", [runId]);
  expect((await compare(workspaceId)).differences).toMatchObject([{ cause: "orphan record" }]);
  clock.advance(40 * DAY);
  expect(await compare(workspaceId)).toMatchObject({ matched: true });
});

test("sums that are not the ledger are made again", async () => {
  const { workspaceId } = await afterOneRun();
  await ledgerSeen();
  await followUsage();
  const { rowCount } = await pool().query(
    "update usage_by_time set amount = amount + 7 where workspace_id = $1 and kind = 'email_sent'",
    [workspaceId],
  );
  expect(rowCount).toBe(1);
  const { differences } = await compare(workspaceId);
  expect(differences).toMatchObject([{ cause: "sums behind", differenceMilliTokens: 7 }]);
  await repairAll(workspaceId);
  expect(await compare(workspaceId)).toMatchObject({ matched: true });
});

test("what Stripe did not take is listed with its error, and goes there again when told so", async () => {
  const { workspaceId, customer } = await afterOneRun();
  const there = memorySink();
  there.faults.push("archived");
  await flushUsage(workspaceId, there.sink);
  clock.advance(2 * HOUR);
  const { differences } = await compare(workspaceId, there);
  expect(differences).toMatchObject([
    {
      ...{ cause: "failed export", differenceMilliTokens: -600, stripeMilliTokens: 0 },
      what: "Stripe did not take 0.6 tokens: The meter is archived.",
    },
  ]);
  await repairAll(workspaceId);
  await flushUsage(workspaceId, there.sink);
  expect(there.total("tokens", customer)).toBe(600);
  clock.advance(2 * HOUR);
  expect(await compare(workspaceId, there)).toMatchObject({ matched: true });
});

test("Stripe counts something else: it is corrected when told so, never by itself", async () => {
  const { workspaceId, customer } = await afterOneRun();
  const there = memorySink();
  await flushUsage(workspaceId, there.sink);
  const [event] = there.events;
  if (event) there.events.push({ ...event, identifier: "twice" });
  // Within the hour its sums may be behind.
  expect(await compare(workspaceId, there)).toMatchObject({ matched: true });
  clock.advance(2 * HOUR);
  expect((await compare(workspaceId, there)).differences).toMatchObject([
    { cause: "unknown", differenceMilliTokens: 600, ledgerMilliTokens: 600, stripeMilliTokens: 1_200 },
  ]);
  await flushUsage(workspaceId, there.sink);
  expect(there.total("tokens", customer)).toBe(1_200);
  await repairAll(workspaceId);
  expect(await compare(workspaceId, there)).toMatchObject({ matched: true, waitingMilliTokens: -600 });
  await flushUsage(workspaceId, there.sink);
  clock.advance(HOUR);
  expect(there.total("tokens", customer)).toBe(600);
  clock.advance(2 * HOUR);
  expect(await compare(workspaceId, there)).toMatchObject({ matched: true, waitingMilliTokens: 0 });
});

test("Stripe is away: the ledger is compared all the same, and it says so", async () => {
  const { workspaceId } = await afterOneRun();
  const there = memorySink();
  there.sink.sums = async () => {
    throw new Error("connect ECONNREFUSED");
  };
  expect(await compare(workspaceId, there)).toMatchObject({
    ...{ matched: true, against: "ledger only" },
    problem: "Stripe could not be asked: connect ECONNREFUSED",
  });
});

test("overage = second meter = invoice preview, to the milli-token", async () => {
  const { workspaceId, customer } = await billedWorkspace();
  const there = memorySink();
  for (const [amount, day] of [
    [990_000, 8],
    [123_457, 9],
    [-20_001, 10],
  ] as const) {
    clock.set(at(day));
    await charge(pool(), workspaceId, { amount, at: at(day) });
    await flushUsage(workspaceId, there.sink);
  }
  const overage = await overageOf(pool(), workspaceId, { key: "2026-03-01" });
  const { lines } = invoicePreview({
    ...overage,
    terms: PLANS.starter,
    segments: overage.segments.map((segment) => ({ ...segment, planName: "Starter" })),
  });
  const billed = lines
    .filter(({ rateMicroDollars }) => rateMicroDollars !== null)
    .reduce((sum, { quantityMilliTokens }) => sum + (quantityMilliTokens ?? 0), 0);
  expect([overage.overageMilliTokens, there.total("overage", customer), billed]).toEqual([
    93_456, 93_456, 93_456,
  ]);
  clock.advance(2 * HOUR);
  const { differences } = await compare(workspaceId, there);
  expect(differences.filter(({ meter }) => meter === "overage")).toEqual([]);
});

test("every night, page by page; owners are told where it does not add up", async () => {
  const good = await afterOneRun();
  const bad = await afterOneRun();
  await loseRecord(bad.mailKey);
  const userId = newId();
  await pool().query(
    "insert into users (id, email, name, password_hash) values ($1::uuid, $1::text || '@example.com', 'Olive', '')",
    [userId],
  );
  await pool().query("insert into memberships (workspace_id, user_id, role) values ($1, $2, 'owner')", [
    bad.workspaceId,
    userId,
  ]);
  let after: string | null = null;
  do {
    const batch: Awaited<ReturnType<typeof reconcileBatch>> = await reconcileBatch(after, 2);
    after = batch.next;
  } while (after !== null);
  const { rows } = await pool().query(
    "select title, link from notifications where user_id = $1 and title like 'Usage does not add up%'",
    [userId],
  );
  expect(rows).toEqual([
    { title: "Usage does not add up: 0.1 tokens", link: `/w/w-${bad.workspaceId}/usage` },
  ]);
  expect(await latestReconciliation(good.workspaceId)).toMatchObject({ matched: true });
});
