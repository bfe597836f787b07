import type pg from "pg";
import { newId } from "@/server/db/id";

const FLOWS = 400;
/** No month is shorter. */
const DAYS = 27;
const AT_ONCE = 100_000;

export type FilledLedger = {
  /** Key of the period that the records are of. */
  period: string;
  commonFlow: string;
  /** A flow of which there are a few dozen records. */
  rareFlow: string;
};

/**
 * A period of 27 days so far: records of 400 flows of two people, some flows a hundred times as busy as others, every
 * kind, the rarest some dozen times; runs one after the other, a few records each.
 */
export async function fillLedger(
  db: pg.Client,
  workspaceId: string,
  records: number,
  say: (line: string) => void,
): Promise<FilledLedger> {
  const { rows } = await db.query<{ period: string; people: string[] }>(
    `with anchor as (update workspaces set plan = 'enterprise', billing_anchor = date_trunc('day', now()) - make_interval(days => $2) where id = $1 returning billing_anchor),
       people as (insert into users (id, email, name, password_hash)
         select gen_random_uuid(), 'bench-' || n || '-' || gen_random_uuid() || '@example.com', 'Bench ' || n, '-' from generate_series(1, 2) n returning id)
     select to_char((select billing_anchor from anchor) at time zone 'utc', 'YYYY-MM-DD') as period, (select array_agg(id) from people) as people`,
    [workspaceId, DAYS],
  );
  const [{ period, people } = { period: "", people: [] }] = rows;
  const flows = Array.from({ length: FLOWS }, () => newId());
  await db.query(
    `insert into automation_flows (id, workspace_id, name, draft, updated_at, created_by)
     select id, $1, 'Bench ' || n, '{}', now(), ($3::uuid[])[1 + n % 3] from unnest($2::uuid[]) with ordinality as flow(id, n)`,
    [workspaceId, flows, people],
  );
  const indexes = await db.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = 'usage_records'::regclass and not indisprimary`,
  );
  for (const { name } of indexes.rows) await db.query(`drop index ${name}`);
  for (let from = 0; from < records; from += AT_ONCE) {
    await db.query(FILL_SQL, [
      workspaceId,
      period,
      flows,
      from,
      Math.min(from + AT_ONCE, records) - 1,
      records,
      DAYS,
    ]);
    if (from % 1_000_000 === 0)
      say(`${from.toLocaleString("en")} of ${records.toLocaleString("en")} records written`);
  }
  for (const { definition } of indexes.rows) await db.query(definition);
  await db.query("vacuum analyze usage_records");
  return { period, commonFlow: flows[0] ?? "", rareFlow: flows[FLOWS - 1] ?? "" };
}

/** Busy flows are early in the list: the square of an even distribution. The last one has every hundred-thousandth record. */
const FILL_SQL = `
insert into usage_records (key, workspace_id, kind, amount, cost, run_id, flow_id, step_id, period, metadata, created_at)
select 'run:' || run || case kind when 'workflow_execution' then ':workflow' else ':step:step_' || n % 3 || ':iter::' || kind end, $1, kind,
  case kind when 'workflow_execution' then 500 when 'email_sent' then 100 when 'sms_sent' then 1000 when 'call_minute' then 10000 else 5000 end,
  case kind when 'workflow_execution' then 5000 when 'email_sent' then 1000 when 'sms_sent' then 20000 when 'call_minute' then 150000 else 50000 end,
  run, ($3::uuid[])[case when n % 100000 = 77 then cardinality($3::uuid[]) else 1 + floor((cardinality($3::uuid[]) - 1) * power((n * 7919 % 10007) / 10007.0, 2))::int end],
  case kind when 'workflow_execution' then 'run' else 'step_' || n % 3 end, $2, jsonb_build_object('to', '+4930' || n % 100000),
  now() - make_interval(days => $7::int) * (1 - (n + 0.5) / $6::bigint)
from generate_series($4::bigint, $5::bigint) n,
  lateral (select ('01a00000-0000-7000-8000-' || lpad(to_hex(n / 3), 12, '0'))::uuid as run,
    case when n % 100000 = 7 then 'ai_transcription' when n % 3 = 0 then 'workflow_execution' when n % 97 = 1 then 'call_minute'
      when n % 5 = 2 then 'sms_sent' else 'email_sent' end as kind) made`;
