import type pg from "pg";
import { idOf } from "@/inngest/executor/incoming-event";
import { newId } from "@/server/db/id";

/** The rows of one run as the product wrote them. */
export type Template = {
  runId: string;
  eventId: string;
  executorId: string;
  rows: { table: string; row: string }[];
};

type Ids = Pick<Template, "runId" | "eventId" | "executorId">;

/** Where a run has rows, parents first, and which of its ids finds them. */
const TABLES: [table: string, column: string, by: keyof Ids][] = [
  ["events", "id", "eventId"],
  ["flow_executions", "id", "runId"],
  ["automation_event_log", "run_id", "runId"],
  ["usage_records", "run_id", "runId"],
  ["executor.runs", "id", "executorId"],
  ["executor.items", "run_id", "executorId"],
];

const BATCH = 2_000;

/** Reads a run whole: its event, its own rows, and what the executor keeps of it. */
export async function readTemplate(db: pg.Client, runId: string): Promise<Template> {
  const { rows: found } = await db.query<{ event_id: string; function_id: string | null }>(
    `select event_id, (select function_id from executor.items where function_id like '%run-flow' limit 1) as function_id
     from flow_executions where id = $1`,
    [runId],
  );
  const [run] = found;
  if (!run?.function_id) throw new Error(`Run ${runId} has nothing in the executor that could be copied`);
  const ids = { runId, eventId: run.event_id, executorId: executorIdOf(run.function_id, runId) };
  const rows: Template["rows"] = [];
  for (const [table, column, by] of TABLES) {
    const read = await db.query<{ row: string }>(
      `select to_jsonb(t)::text as row from ${table} t where ${column}::text = $1`,
      [ids[by]],
    );
    rows.push(...read.rows.map(({ row }) => ({ table, row })));
  }
  if (!rows.some(({ table }) => table === "executor.items"))
    throw new Error(`Run ${runId} has no work in the executor`);
  return { ...ids, rows };
}

/**
 * More runs like this one, in every table, under ids of their own, each spread over the shards as the product would. The
 * quota is not moved: copies are charged in the ledger alone.
 */
export async function cloneRuns(db: pg.Client, template: Template, count: number): Promise<void> {
  const functionId = functionOf(template);
  for (let made = 0; made < count; made += BATCH) {
    const runs = Array.from({ length: Math.min(BATCH, count - made) }, newId);
    const ids = [runs, runs.map(newId), runs.map((run) => executorIdOf(functionId, run))];
    await db.query("begin");
    for (const { table, row } of template.rows)
      await db.query(
        `insert into ${table} select p.* from unnest($5::text[], $6::text[], $7::text[]) as n(run, event, executor),
           lateral (select replace(replace(replace($1, $2, n.run), $3, n.event), $4, n.executor)::jsonb as row) r,
           lateral jsonb_populate_record(null::${table}, r.row || jsonb_build_object(
             'tx', pg_current_xact_id()::text::bigint, 'quota_shard', floor(random() * 16)::int)) p`,
        [row, template.runId, template.eventId, template.executorId, ...ids],
      );
    await db.query("commit");
  }
}

/** As the executor names the first generation of a run: a second announcement must meet the same row. */
const executorIdOf = (functionId: string, runId: string) => idOf(functionId, `${runId}:0`);

function functionOf({ rows, runId }: Template): string {
  const item = rows.find(({ table }) => table === "executor.items")?.row ?? "";
  const found = /"function_id": "([^"]+)"/.exec(item)?.[1];
  if (!found) throw new Error(`Run ${runId} does not name its function`);
  return found;
}
