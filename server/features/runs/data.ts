import * as z from "zod";
import { idRange } from "@/server/db/id";
import { containing } from "@/server/db/like";
import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import { AppError } from "@/server/domain/errors";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import {
  type RunMode,
  type RunOrigin,
  type RunStatus,
  runOriginSchema,
  runStatusSchema,
} from "@/server/domain/run";
import type { WorkspaceId } from "@/server/domain/workspace";
import { getEvent } from "../events/data";
import { loopJson, type RunLoop, readLoopSteps, type StepSummary } from "../run-loops/data";
import { type RunStep, SHOWN_BYTES, type StepJson, stepJson, withDates } from "../run-steps/data";
import { findParent, type SubRun, subRunJson } from "../sub-runs/data";

/** Of the runs that a short beginning of an id fits, the newest. */
const MOST_NAMED = 1000;

export const runFilterSchema = z.object({
  status: z.array(runStatusSchema).max(7).default([]),
  origin: z.array(runOriginSchema).max(10).default([]),
  flowId: z.uuid().optional(),
  since: z.date().optional(),
  until: z.date().optional(),
  /** Id of a run or an event or its first 8 digits, the sender's own id, contact, or event type. */
  q: z.string().trim().max(200).default(""),
  limit: z.number().int().min(1).max(100).default(50),
});
export const runCursorSchema = z.object({ createdAt: z.date(), id: z.uuid() });

type Filter = z.output<typeof runFilterSchema>;
type Cursor = z.output<typeof runCursorSchema>;

export type RunFacts = {
  id: string;
  externalId: string | null;
  flowId: string | null;
  versionId: string | null;
  eventId: string | null;
  triggerEventType: string;
  subject: string | null;
  contactId: string | null;
  status: RunStatus;
  reason: string | null;
  mode: RunMode;
  origin: RunOrigin;
  replayOf: string | null;
  parentRunId: string | null;
  /** Set when that step of the parent waits for the run. */
  parentStepId: string | null;
  wakeAt: Date | null;
  runSeq: number;
  handledErrors: number;
  failedStepId: string | null;
  errorMessage: string | null;
  milliTokens: number;
  startedAt: Date | null;
  completedAt: Date | null;
  createdAt: Date;
};

export type RunChange = {
  run: RunFacts;
  steps: RunStep[];
  loops: RunLoop[];
  loopSteps: StepSummary[];
  /** Of steps outside of loops. */
  subRuns: SubRun[];
};

export type RunListItem = RunFacts & {
  flowName: string | null;
  /** List value of what it was charged; information, not the bill. */
  microDollars: number;
};

const RUN_COLUMNS = `r.id, r.external_id as "externalId", r.flow_id as "flowId", r.version_id as "versionId", r.event_id as "eventId",
  r.trigger_event_type as "triggerEventType", r.subject, r.contact_id as "contactId", r.status, r.reason, r.mode, r.origin,
  r.replay_of as "replayOf", r.parent_run_id as "parentRunId", r.parent_step_id as "parentStepId", r.wake_at as "wakeAt", r.run_seq as "runSeq", r.handled_errors as "handledErrors",
  r.failed_step_id as "failedStepId", r.error_message as "errorMessage", r.tokens as "milliTokens", r.started_at as "startedAt",
  r.completed_at as "completedAt", r.created_at as "createdAt"`;

/** A page of runs, the newest first. */
export async function listRuns(workspaceId: WorkspaceId, filter: Filter, cursor: Cursor | undefined) {
  const { q, limit } = filter;
  const named = await runsNamed(workspaceId, q);
  const { rows } = await pool().query<Omit<RunListItem, "microDollars">>(
    `select ${RUN_COLUMNS}, f.name as "flowName"
     from flow_executions r left join automation_flows f on f.workspace_id = r.workspace_id and f.id = r.flow_id
     where r.workspace_id = $1
       and (cardinality($2::"RunStatus"[]) = 0 or r.status = any($2))
       and ($3::uuid is null or r.flow_id = $3)
       and ($4::timestamptz is null or r.created_at >= $4)
       and ($5::timestamptz is null or r.created_at < $5)
       and ($6::timestamptz is null or (r.created_at, r.id) < ($6, $7::uuid))
       and ($8 = '' or r.id = any($10::uuid[]) or cardinality($10::uuid[]) = 0 and (
         r.external_id = $8 or r.subject ilike $9 or r.trigger_event_type ilike $9
         or exists (select 1 from events e where e.workspace_id = r.workspace_id and e.id = r.event_id and e.external_id = $8)))
       and (cardinality($12::"RunOrigin"[]) = 0 or r.origin = any($12))
     order by r.created_at desc, r.id desc limit $11`,
    [
      workspaceId,
      filter.status,
      filter.flowId ?? null,
      filter.since ?? null,
      filter.until ?? null,
      cursor?.createdAt ?? null,
      cursor?.id ?? null,
      q,
      containing(q),
      named,
      limit + 1,
      filter.origin,
    ],
  );
  const runs = rows.slice(0, limit);
  const last = runs.at(-1);
  const values = await listValues(
    workspaceId,
    runs.map(({ id }) => id),
  );
  return {
    runs: runs.map((run) => ({ ...run, microDollars: values.get(run.id) ?? 0 })),
    nextCursor: rows.length > limit && last ? { createdAt: last.createdAt, id: last.id } : null,
  };
}

async function listValues(workspaceId: WorkspaceId, runIds: string[]): Promise<Map<string, number>> {
  const { rows } = await pool().query<{ id: string; cost: number }>(
    `select run_id as id, sum(cost)::float8 as cost from usage_records
     where workspace_id = $1 and run_id = any($2::uuid[]) group by run_id`,
    [workspaceId, runIds],
  );
  return new Map(rows.map(({ id, cost }) => [id, cost]));
}

/** Runs whose id, or whose event's, begins like this: a range of an index, where any other search reads all runs. */
async function runsNamed(workspaceId: WorkspaceId, q: string): Promise<string[]> {
  const range = idRange(q);
  if (!range) return [];
  const { rows } = await pool().query<{ id: string }>(
    `select id from flow_executions where workspace_id = $1 and id between $2 and $3
     union select id from flow_executions where workspace_id = $1 and event_id between $2 and $3 order by id desc limit ${MOST_NAMED}`,
    [workspaceId, ...range],
  );
  return rows.map(({ id }) => id);
}

/** Everything the page of one run shows. */
export async function getRun(workspaceId: WorkspaceId, runId: string) {
  const change = await readRun(workspaceId, runId, -1);
  if (!change) throw noSuchRun();
  const { run, ...parts } = change;
  const [flow, version, event, usage, parent] = await Promise.all([
    run.flowId
      ? prisma().flow.findFirst({
          where: { workspaceId, id: run.flowId },
          select: { id: true, name: true, status: true, activeVersionId: true, runLimit: true },
        })
      : null,
    run.versionId ? readVersion(workspaceId, run.versionId) : null,
    run.eventId ? getEvent(workspaceId, run.eventId) : null,
    readUsage(workspaceId, runId),
    findParent(workspaceId, run),
  ]);
  return { run, ...parts, flow, version, event, usage, parent };
}

/**
 * What of a run changed after `after`: the run, its steps outside of loops, and of loops how far they are, as of one
 * moment. A single statement, and every write numbers its steps under the run's row lock: whoever goes on from
 * `run.runSeq` misses nothing. Its size does not grow with the rounds of loops; those have lists of their own.
 */
export async function readRun(
  workspaceId: WorkspaceId,
  runId: string,
  after: number,
): Promise<RunChange | null> {
  const { rows } = await pool().query<RunFacts & Parts>({
    name: "read-run",
    text: READ_RUN,
    values: [workspaceId, runId, after, SHOWN_BYTES],
  });
  const [first] = rows;
  if (!first) return null;
  const { step: _, loops, subRuns, ...run } = first;
  return {
    run,
    steps: rows.flatMap(({ step }) => (step ? [withDates(step)] : [])),
    loops: loops ?? [],
    loopSteps: loops ? await readLoopSteps(workspaceId, runId) : [],
    subRuns: subRuns ?? [],
  };
}

/** What reads of parts of a run need to know of it. */
export async function findRun(workspaceId: WorkspaceId, runId: string) {
  const run = await prisma().run.findFirst({
    where: { workspaceId, id: runId },
    select: { versionId: true },
  });
  if (!run) throw noSuchRun();
  return { workspaceId, runId, versionId: run.versionId };
}

export async function hasRunningStep(workspaceId: WorkspaceId, runId: string): Promise<boolean> {
  const { rows } = await pool().query(
    "select from automation_event_log where workspace_id = $1 and run_id = $2 and status = 'running' limit 1",
    [workspaceId, runId],
  );
  return rows.length > 0;
}

export const noSuchRun = () =>
  new AppError("not_found", "There is no such run in this workspace. Look for it in the list of runs.");

type Parts = { step: StepJson | null; loops: RunLoop[] | null; subRuns: SubRun[] | null };

// Actions outside of flows have no loops; what they number with paths are their parts.
const READ_RUN = `
select ${RUN_COLUMNS}, s.step, l.loops, c."subRuns"
from flow_executions r
left join lateral (
  ${stepJson("automation_event_log s", "$4::int")}
  where s.workspace_id = r.workspace_id and s.run_id = r.id and s.run_seq > $3 and (s.iteration_path = '' or r.version_id is null)
) s on true
left join lateral (
  select json_agg(each.loop) as loops from (
    ${loopJson("s.workspace_id = r.workspace_id and s.run_id = r.id and s.iteration_path = ''")}
  ) each
) l on true
left join lateral (
  select json_agg(each.sub_run) as "subRuns" from (
    ${subRunJson("c.workspace_id = r.workspace_id and c.parent_run_id = r.id and c.parent_path = ''")}
  ) each
) c on true
where r.workspace_id = $1 and r.id = $2
order by s.run_seq`;

async function readVersion(workspaceId: WorkspaceId, id: string) {
  const version = await prisma().flowVersion.findFirstOrThrow({
    where: { workspaceId, id },
    select: { id: true, number: true, definition: true, createdAt: true },
  });
  const definition: FlowDefinition = flowDefinitionSchema.parse(version.definition);
  // Numbers below zero are drafts that were tested.
  return { ...version, definition, isDraft: version.number < 0 };
}

async function readUsage(workspaceId: WorkspaceId, runId: string) {
  const rows = await prisma().usageRecord.findMany({
    where: { workspaceId, runId },
    select: {
      key: true,
      kind: true,
      amount: true,
      cost: true,
      stepId: true,
      metadata: true,
      createdAt: true,
    },
    orderBy: [{ createdAt: "asc" }, { key: "asc" }],
    take: 1000,
  });
  return rows.map(({ amount, cost, ...row }) => ({
    ...row,
    milliTokens: Number(amount),
    microDollars: Number(cost),
  }));
}
