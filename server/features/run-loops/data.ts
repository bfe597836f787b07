import * as z from "zod";
import { pool } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import { iterationPath, lanePath, plainPath } from "@/server/domain/loop-frame";
import { type LoopScope, loopScope } from "@/server/domain/loop-scope";
import { isStepFinal, type StepStatus } from "@/server/domain/run";
import { valueGist } from "@/server/domain/value-gist";
import type { WorkspaceId } from "@/server/domain/workspace";
import { loadDefinition } from "@/server/engine/load-definition";
import { type RunStep, SHOWN_BYTES, type StepJson, stepJson, withDates } from "../run-steps/data";
import { listSubRuns } from "../sub-runs/data";

/** How far a loop is. What began is done, or open. */
export type RunLoop = {
  stepId: string;
  path: string;
  total: number;
  begun: number;
  succeeded: number;
  failed: number;
  open: number;
};

/** All rounds of one step in loops, summed up. */
export type StepSummary = {
  stepId: string;
  iterations: number;
  statuses: StepStatus[];
  outlets: string[];
  startedAt: Date;
  finishedAt: Date | null;
  wakeAt: Date | null;
  milliTokens: number;
  attempt: number;
};

export const iterationStatusSchema = z.enum(["running", "succeeded", "failed", "cancelled"]);
export type IterationStatus = z.infer<typeof iterationStatusSchema>;

export type Iteration = {
  /** Counted from 0, as in its path. */
  index: number;
  path: string;
  status: IterationStatus;
  /** The item's value in a line. */
  gist: string | null;
  error: string | null;
  startedAt: Date | null;
  finishedAt: Date | null;
};

/** Which loop, in which round of the loops around it. */
export const loopRefSchema = z.object({
  stepId: z.string().min(1).max(100),
  path: z
    .string()
    .max(100)
    .regex(/^(?:\d{1,5}(?:\.\d{1,5})*)?$/)
    .default(""),
});
export const iterationFilterSchema = z.object({
  show: z.enum(["all", "running", "failed"]).default("all"),
  /** First item that may be listed. */
  from: z.number().int().min(0).max(10_000).default(0),
  limit: z.number().int().min(1).max(100).default(50),
});

type LoopRef = z.output<typeof loopRefSchema>;
type Filter = z.output<typeof iterationFilterSchema>;
/** Of the run; `versionId` is null for an action outside of flows, which has no loops. */
type OfRun = { workspaceId: WorkspaceId; runId: string; versionId: string | null };

/** A loop as JSON, where its list is known already. `where` speaks of s, a row of automation_event_log. */
export const loopJson = (where: string) => `
  select json_build_object(
    'stepId', s.step_id, 'path', s.iteration_path,
    'total', coalesce(f.total, (b.output ->> 'total')::int),
    'begun', coalesce(f.next, (b.output ->> 'succeeded')::int + (b.output ->> 'failed')::int),
    'succeeded', coalesce(f.succeeded, (b.output ->> 'succeeded')::int),
    'failed', coalesce(f.failed, (b.output ->> 'failed')::int),
    'open', case when s.finished_at is null then coalesce(cardinality(f.open), 0) else 0 end) as loop
  from automation_event_log s
  left join loop_frames f on f.run_id = s.run_id and f.step_id = s.step_id and f.iteration_path = s.iteration_path
  left join payloads o on o.id = s.output_id and o.workspace_id = s.workspace_id
  cross join lateral (select coalesce(s.result, o.body) as output) b
  where s.step_type = 'for_each' and (f.run_id is not null or b.output ?& array['total', 'succeeded', 'failed']) and ${where}`;

/**
 * What the steps in a run's loops did, one line per step however many rounds there were. A loop that waits for its items
 * is at work, and its way to them is taken.
 */
export async function readLoopSteps(workspaceId: WorkspaceId, runId: string): Promise<StepSummary[]> {
  const { rows } = await pool().query<StepSummary>({
    name: "run-loop-steps",
    text: `select step_id as "stepId", count(*)::int as iterations, array_agg(distinct case when step_type = 'for_each' and status = 'waiting' then 'running' else status::text end) as statuses,
        coalesce(array_agg(distinct outlet) filter (where outlet is not null and status <> 'skipped'), '{}')
          || case when bool_or(step_type = 'for_each' and status <> 'skipped') then array['body'] else '{}' end as outlets,
        min(started_at) as "startedAt", case when bool_and(finished_at is not null) then max(finished_at) end as "finishedAt",
        min(wake_at) filter (where finished_at is null) as "wakeAt", sum(tokens)::int as "milliTokens", max(attempt) as attempt
      from automation_event_log where workspace_id = $1 and run_id = $2 and iteration_path <> '' group by step_id`,
    values: [workspaceId, runId],
  });
  return rows;
}

/** The items of one loop that have begun, by their index. */
export async function listIterations(of: OfRun, ref: LoopRef, { show, from, limit }: Filter) {
  const scope = await scopeOf(of, ref);
  const { loop, open, items } = await readLoop(of, ref);
  const found =
    show === "failed"
      ? await failedItems(of, ref, scope, from, limit + 1)
      : show === "running"
        ? open.filter((index) => index >= from).slice(0, limit + 1)
        : range(from, Math.min(loop.begun, from + limit + 1));
  const indexes = found.slice(0, limit);
  const first = indexes[0] ?? 0;
  const [facts, values] = await Promise.all([
    readItems(of, ref, scope, indexes),
    items ? readValues(of, ref, first, (indexes.at(-1) ?? first) + 1) : null,
  ]);
  const isOpen = new Set(open);
  const iterations = indexes.map((index): Iteration => {
    const path = iterationPath(ref.path, index);
    const rows = facts.get(path) ?? [];
    const value = values ? values[index - first] : rows.find(({ input }) => input !== null)?.input;
    return {
      index,
      path,
      gist: value === undefined || value === null ? null : valueGist(value),
      ...outcome(scope, rows, isOpen.has(index)),
    };
  });
  return { loop, iterations, next: found[limit] ?? null };
}

/** One item: its steps, and how far the loops in it are. */
export async function getIteration(of: OfRun, stepId: string, path: string) {
  const scope = await scopeOf(of, { stepId, path });
  const values = [of.workspaceId, of.runId, scope.stepIds, pathsOf(stepId, path)];
  const where =
    "s.workspace_id = $1 and s.run_id = $2 and s.step_id = any($3) and s.iteration_path = any($4)";
  const [steps, loops, subRuns] = await Promise.all([
    pool().query<{ step: StepJson }>({
      name: "run-iteration-steps",
      text: `${stepJson("automation_event_log s", "$5::int")} where ${where} order by s.run_seq`,
      values: [...values, SHOWN_BYTES],
    }),
    pool().query<{ loop: RunLoop }>({ name: "run-iteration-loops", text: loopJson(where), values }),
    listSubRuns(of.workspaceId, of.runId, path),
  ]);
  const found: RunStep[] = steps.rows.map(({ step }) => withDates(step));
  return { steps: found, loops: loops.rows.map(({ loop }) => loop), subRuns };
}

async function scopeOf({ versionId }: OfRun, { stepId }: LoopRef): Promise<LoopScope> {
  const scope = versionId ? loopScope(await loadDefinition(versionId), stepId) : null;
  if (!scope) throw new AppError("not_found", `The flow of this run has no loop “${stepId}”.`);
  return scope;
}

/** `items`: the list is still kept. */
async function readLoop({ workspaceId, runId }: OfRun, { stepId, path }: LoopRef) {
  const { rows } = await pool().query<{ loop: RunLoop; open: number[] | null; items: boolean }>({
    name: "run-loop",
    text: `select l.loop, f.open, f.run_id is not null as items
      from (${loopJson("s.workspace_id = $1 and s.run_id = $2 and s.step_id = $3 and s.iteration_path = $4")}) l
      left join loop_frames f on f.run_id = $2 and f.step_id = $3 and f.iteration_path = $4`,
    values: [workspaceId, runId, stepId, path],
  });
  const [row] = rows;
  if (!row) throw new AppError("not_found", `The loop “${stepId}” has not begun in this run.`);
  const open = row.loop.open > 0 ? [...(row.open ?? [])].sort((a, b) => a - b) : [];
  return { loop: row.loop, items: row.items, open };
}

async function failedItems(
  { workspaceId, runId }: OfRun,
  { stepId, path }: LoopRef,
  scope: LoopScope,
  from: number,
  limit: number,
) {
  // A handler may run in loops of several depths: only rounds of this one fit.
  const pattern = path === "" ? "^(\\d+)$" : `^${path.replaceAll(".", "\\.")}\\.(\\d+)$`;
  const { rows } = await pool().query<{ index: number }>({
    name: "run-failed-items",
    text: `select distinct item.index from automation_event_log
      cross join lateral (select (regexp_match(split_part(iteration_path, '@', 1), $4))[1]::int as index) item
      where workspace_id = $1 and run_id = $2 and item.index >= $6 and split_part(iteration_path, '@', 2) in ('', $8)
        and ((step_id = any($3) and status = 'failed') or (step_id = any($5) and status = 'succeeded'))
      order by 1 limit $7`,
    values: [workspaceId, runId, scope.unhandled, pattern, scope.failedEnds, from, limit, stepId],
  });
  return rows.map(({ index }) => index);
}

type ItemRow = {
  stepId: string;
  path: string;
  status: StepStatus;
  message: string | null;
  input: unknown;
  startedAt: Date;
  finishedAt: Date | null;
};

async function readItems(
  { workspaceId, runId }: OfRun,
  ref: LoopRef,
  scope: LoopScope,
  indexes: readonly number[],
): Promise<Map<string, ItemRow[]>> {
  const { rows } = await pool().query<ItemRow>({
    name: "run-items",
    // Of an input of many kilobytes nobody reads a line.
    text: `select s.step_id as "stepId", s.iteration_path as path, s.status, s.error ->> 'message' as message,
        case when pg_column_size(s.payload) <= 2048 then s.payload end as input, s.started_at as "startedAt", s.finished_at as "finishedAt"
      from automation_event_log s
      where s.workspace_id = $1 and s.run_id = $2 and s.step_id = any($3) and s.iteration_path = any($4)
      order by s.started_at, s.run_seq`,
    values: [
      workspaceId,
      runId,
      scope.stepIds,
      indexes.flatMap((index) => pathsOf(ref.stepId, iterationPath(ref.path, index))),
    ],
  });
  const byPath = new Map<string, ItemRow[]>();
  for (const row of rows) {
    const path = plainPath(row.path);
    const own = byPath.get(path);
    if (own) own.push(row);
    else byPath.set(path, [row]);
  }
  return byPath;
}

async function readValues(
  { workspaceId, runId }: OfRun,
  { stepId, path }: LoopRef,
  from: number,
  to: number,
) {
  const { rows } = await pool().query<{ values: unknown[] }>({
    name: "run-loop-values",
    text: `select coalesce((select jsonb_agg(item.value order by item.place) from jsonb_array_elements(f.items) with ordinality as item(value, place)
        where item.place > $5 and item.place <= $6), '[]') as values
      from loop_frames f where f.workspace_id = $1 and f.run_id = $2 and f.step_id = $3 and f.iteration_path = $4`,
    values: [workspaceId, runId, stepId, path, from, to],
  });
  return rows[0]?.values ?? null;
}

/** An item fails like a run does: by a failed step whose error leads nowhere, or at an end that says so. */
function outcome(scope: LoopScope, rows: readonly ItemRow[], isOpen: boolean) {
  const fatal = rows.find(
    ({ stepId, status }) =>
      (status === "failed" && scope.unhandled.includes(stepId)) ||
      (status === "succeeded" && scope.failedEnds.includes(stepId)),
  );
  const isRunning = isOpen || rows.some(({ status }) => !isStepFinal(status));
  const isCut = rows.length === 0 || rows.some(({ status }) => status === "cancelled");
  const status: IterationStatus = fatal
    ? "failed"
    : isRunning
      ? "running"
      : isCut
        ? "cancelled"
        : "succeeded";
  const ends = rows.flatMap(({ finishedAt }) => (finishedAt ? [finishedAt.getTime()] : []));
  return {
    status,
    error: fatal?.message ?? null,
    startedAt: rows[0]?.startedAt ?? null,
    finishedAt: isRunning || ends.length === 0 ? null : new Date(Math.max(...ends)),
  };
}

/** Of an item's steps; of handlers that its loop shares with others. */
const pathsOf = (loopId: string, path: string) => [path, lanePath(path, loopId)];
const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, place) => from + place);
