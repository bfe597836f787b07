/** The sums are the ledger: whoever writes meanwhile, in whatever order transactions end, and whoever is killed. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool, type Tx } from "@/server/db/pool";
import { followUsage } from "@/server/ops/follow-usage";
import { sumByDay, sumByFlow, sumOfPeriod, withUsageSums } from "@/server/records/usage-sums";
import { ledgerSeen } from "./support/ledger-seen";
import { newWorkspace } from "./support/new-workspace";
import { ownConnection } from "./support/own-connection";

const KINDS = ["email_sent", "sms_sent", "workflow_execution"];
const AT = Date.parse("2026-03-10T00:00:00Z");

type Charge = { workspaceId: string; amount?: number; at?: number; flowId?: string | null; period?: string };

const charge = (
  tx: Tx,
  { workspaceId, amount = 100, at = AT, flowId = null, period = "2026-03-01" }: Charge,
) =>
  tx.query(
    `insert into usage_records (key, workspace_id, kind, amount, cost, flow_id, period, created_at, related_type, related_id)
     values ($1, $2, $3, $4::bigint, $4::bigint * 2, $5, $6, $7, case when $4::bigint < 0 then 'refund' end, case when $4::bigint < 0 then 'k' end)`,
    [`run:${newId()}`, workspaceId, KINDS[Math.abs(amount) % 3], amount, flowId, period, new Date(at)],
  );

const SUMS =
  "sum(amount) as amount, sum(cost) as cost, count(*) filter (where amount >= 0) as records, count(*) filter (where amount < 0) as refunds";
const NO_FLOW = "'00000000-0000-0000-0000-000000000000'::uuid";

/** What stands in the sums and, added up here, what they ought to be of the records they have seen. */
async function sumsAndLedger(tx: Tx) {
  const text = (table: string, columns: string) =>
    `(select coalesce(json_agg(s order by ${columns}), '[]')::text from (select ${columns}, amount, cost, records, refunds from ${table}) s)`;
  const [byTime, byFlow] = ["workspace_id, period, starts_at, kind", "workspace_id, period, flow_id, kind"];
  const { rows } = await tx.query<{ sums: string; ledger: string; rest: number }>(
    `with position as (select position from usage_marks where name = 'rollups'), seen as (
       select *, date_bin('15 minutes', created_at, 'epoch') as starts_at from usage_records where tx < (select position from position)),
     time_ledger as (select ${byTime}, ${SUMS} from seen group by 1, 2, 3, 4),
     flow_ledger as (select workspace_id, period, coalesce(flow_id, ${NO_FLOW}) as flow_id, kind, ${SUMS} from seen group by 1, 2, 3, 4)
     select ${text("usage_by_time", byTime)} || ${text("usage_by_flow", byFlow)} as sums,
       ${text("time_ledger", byTime)} || ${text("flow_ledger", byFlow)} as ledger,
       (select count(*)::int from usage_records where tx >= (select position from position)) as rest`,
  );
  return rows[0] ?? { sums: "", ledger: "-", rest: -1 };
}

/** Returns how many records were summed up. */
async function catchUp(bite?: number): Promise<number> {
  await ledgerSeen();
  const summed = await followUsage(undefined, bite);
  expect((await sumsAndLedger(pool())).rest).toBe(0);
  return summed;
}

async function expectEqual(tx: Tx = pool()): Promise<void> {
  const { sums, ledger } = await sumsAndLedger(tx);
  expect(sums).toBe(ledger);
}

afterEach(async () => {
  await pool().query("drop trigger if exists slowly on usage_marks; drop function if exists linger()");
});

test("a transaction that began earlier and commits later is not passed over", async () => {
  const workspaceId = await newWorkspace();
  const early = await pool().connect();
  await early.query("begin");
  await charge(early, { workspaceId, amount: 7 });
  await inTransaction((tx) => charge(tx, { workspaceId, amount: 11 }));
  await followUsage();
  await expectEqual();
  await early.query("commit");
  early.release();
  await catchUp();
  await expectEqual();
  const { rows } = await pool().query(
    "select sum(amount)::int as amount, sum(records)::int as records from usage_by_flow where workspace_id = $1",
    [workspaceId],
  );
  expect(rows).toEqual([{ amount: 18, records: 2 }]);
});

test("a bite ends between transactions, and one larger than a bite stays together", async () => {
  const workspaceId = await newWorkspace();
  for (const size of [1, 7, 2, 1])
    await inTransaction(async (tx) => {
      for (let one = 0; one < size; one++) await charge(tx, { workspaceId, amount: one });
    });
  expect(await catchUp(3)).toBe(11);
  await expectEqual();
  expect(await followUsage()).toBe(0);
});

test("many writers, several who sum up, kills in the middle: equal at every look and in the end", async () => {
  await pool().query(
    `create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(0.004); return new; end $$;
     create trigger slowly before update on usage_marks for each row execute function linger()`,
  );
  const workspaces = [await newWorkspace(), await newWorkspace()];
  const flows = [newId(), newId(), null];
  let writing = true;
  let [kills, failures] = [0, 0];
  const random = randomFrom(7);
  const writer = async () => {
    const client = await ownConnection();
    // And on until somebody was killed in the middle.
    for (let turn = 0; turn < 60 || (failures === 0 && turn < 2_000); turn++) {
      await client.query("begin");
      for (let more = 0; more <= random() * 4; more++) {
        await charge(client, {
          workspaceId: workspaces[Math.floor(random() * 2)] ?? "",
          flowId: flows[Math.floor(random() * 3)] ?? null,
          amount: Math.floor(random() * 1000) - 100,
          at: AT + random() * 4 * 3_600_000,
          period: random() < 0.2 ? "2026-02-01" : "2026-03-01",
        });
        if (random() < 0.3) await client.query("select pg_sleep($1)", [random() / 50]);
      }
      await client.query(random() < 0.2 ? "rollback" : "commit");
    }
  };
  const follower = async () => {
    while (writing) {
      await followUsage(undefined, 5).catch(() => {
        failures += 1;
      });
      await sleep(2);
    }
  };
  const killer = async () => {
    const client = await ownConnection();
    while (writing) {
      const { rows } = await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state <> 'idle'
           and query ~ '^(update usage_marks|\\s*with fresh)' and pid <> pg_backend_pid()`,
      );
      kills += rows.length;
      await expectEqual(client);
      await sleep(20);
    }
  };
  const others = Promise.all([follower(), follower(), killer()]);
  const writers = Promise.all(Array.from({ length: 5 }, writer));
  await writers.finally(() => {
    writing = false;
  });
  await others;
  const { rows } = await pool().query("select sum(refunds)::int as refunds from usage_by_time");
  expect(rows[0].refunds).toBeGreaterThan(0);
  expect(kills).toBeGreaterThan(0);
  expect(failures).toBeGreaterThan(0);
  await catchUp();
  await expectEqual();
});

test("who reads is exact, however far the sums are", async () => {
  const workspaceId = await newWorkspace();
  const flowId = newId();
  const period = "2026-03-01";
  const totals = async () => {
    const { days, flows } = await withUsageSums(async (sums) => ({
      days: await sumByDay(sums, workspaceId, { period, timezone: "Asia/Kathmandu" }),
      flows: await sumByFlow(sums, workspaceId, period),
    }));
    const sum = (some: { milliTokens: number }[]) =>
      some.reduce((total, { milliTokens }) => total + milliTokens, 0);
    expect(sum(days)).toBe(sum(flows));
    expect(await sumOfPeriod(pool(), workspaceId, period)).toBe(sum(flows));
    const own = flows.filter((line) => line.flowId === flowId);
    expect(await sumOfPeriod(pool(), workspaceId, period, flowId)).toBe(sum(own));
    return Object.fromEntries(days.map(({ day, kind, milliTokens }) => [`${day} ${kind}`, milliTokens]));
  };
  // 23:59 and 00:14 of the next day, in a zone 5 h 45 min ahead of UTC.
  const midnight = Date.parse("2026-03-10T18:15:00Z");
  await charge(pool(), { workspaceId, flowId, amount: 3, at: midnight - 60_000 });
  await charge(pool(), { workspaceId, amount: 6, at: midnight + 14 * 60_000 });
  const before = await totals();
  expect(before).toEqual({ "2026-03-10 email_sent": 3, "2026-03-11 email_sent": 6 });
  await catchUp();
  expect(await totals()).toEqual(before);
  await charge(pool(), { workspaceId, amount: 9, at: midnight });
  await charge(pool(), { workspaceId, amount: 12, at: midnight, period: "2026-02-01" });
  expect(await totals()).toEqual({ "2026-03-10 email_sent": 3, "2026-03-11 email_sent": 15 });
});

test("a mark that is ahead of the database's transactions moves nothing", async () => {
  const workspaceId = await newWorkspace();
  await catchUp();
  const { rows } = await pool().query<{ position: string }>(
    "select position from usage_marks where name = 'rollups'",
  );
  await pool().query("update usage_marks set position = position + 1000000 where name = 'rollups'");
  await charge(pool(), { workspaceId });
  expect(await followUsage()).toBe(0);
  await pool().query("update usage_marks set position = $1 where name = 'rollups'", [rows[0]?.position]);
  await catchUp();
  await expectEqual();
});

/** Numbers from 0 to 1, the same ones each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
