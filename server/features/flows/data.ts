import * as z from "zod";
import { now } from "@/server/db/clock";
import { isUuid } from "@/server/db/id";
import { containing } from "@/server/db/like";
import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import { exportFlow, type FlowExport } from "@/server/domain/export-flow";
import {
  type FlowDefinition,
  type FlowStatus,
  type FlowTrigger,
  flowDefinitionSchema,
  flowStatusSchema,
} from "@/server/domain/flow";
import { flowFolderSchema } from "@/server/domain/flow-folder";
import { noSuchFlow } from "@/server/domain/no-such-flow";
import type { RunStatus } from "@/server/domain/run";
import { sameValue } from "@/server/domain/same-value";
import { type StartEvent, startEvent } from "@/server/domain/start-event";
import { flowSummary } from "@/server/domain/summary";
import type { WorkspaceId } from "@/server/domain/workspace";
import { listVersions } from "../flow-versions/data";
import { readWebhookToken } from "../webhook-tokens/data";
import { problemsOf } from "./service";

/** Success rates and tokens are those of this many days. */
const RECENT_DAYS = 30;

export const flowSortSchema = z.enum(["updated", "created", "name", "last_run"]);
export const flowFilterSchema = z.object({
  /** None: all but archived ones. */
  status: z.array(flowStatusSchema).max(4).default([]),
  q: z.string().trim().max(200).default(""),
  /** With the folders below it; "": everywhere. */
  folder: flowFolderSchema.default(""),
  /** All of them. */
  tags: z.array(z.string().max(60)).max(10).default([]),
  sort: flowSortSchema.default("updated"),
  limit: z.number().int().min(1).max(100).default(50),
});
/** Where a page ended: the sorted value and the id of its last row. */
export const flowCursorSchema = z.object({ key: z.string().max(300), id: z.uuid() });

type Filter = z.output<typeof flowFilterSchema>;
type Cursor = z.output<typeof flowCursorSchema>;

export type FlowListItem = {
  id: string;
  externalId: string | null;
  name: string;
  description: string;
  /** The description, or what the flow does in one sentence. */
  summary: string;
  status: FlowStatus;
  folder: string;
  tags: string[];
  trigger: FlowTrigger;
  steps: number;
  version: number | null;
  hasUnpublishedChanges: boolean;
  createdAt: Date;
  updatedAt: Date;
  recent: RecentRuns;
  lastRun: { id: string; status: RunStatus; createdAt: Date } | null;
  /** Why Baton paused it by itself. */
  stoppedFor: "loop_guard" | "budget" | null;
};

/** Live runs of the last 30 days. `successRate` is null while none has ended. */
export type RecentRuns = {
  runs: number;
  completed: number;
  failed: number;
  successRate: number | null;
  milliTokens: number;
};

type ListRow = Omit<FlowListItem, "summary" | "recent" | "lastRun"> & {
  key: string;
  /** Only where there is no description to show instead. */
  draft: unknown;
  runs: number;
  completed: number;
  failed: number;
  milliTokens: number;
  lastRunId: string | null;
  lastRunStatus: RunStatus | null;
  lastRunAt: Date | null;
};

/** A page of flows with what their last 30 days were like: one statement, whatever the number of flows. */
export async function listFlows(workspaceId: WorkspaceId, filter: Filter, cursor: Cursor | undefined) {
  const { q, limit, sort } = filter;
  const { rows } = await pool().query<ListRow>(listSql(sort), [
    workspaceId,
    filter.status,
    q,
    containing(q),
    isUuid(q) ? q : null,
    cursor?.key ?? null,
    cursor?.id ?? null,
    limit + 1,
    new Date(now().getTime() - RECENT_DAYS * 86_400_000),
    filter.folder,
    filter.tags,
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    flows: page.map(toListItem),
    nextCursor: rows.length > limit && last ? { key: last.key, id: last.id } : null,
  };
}

/** Flows per status, for the filter. */
export async function countFlows(workspaceId: WorkspaceId): Promise<Record<FlowStatus, number>> {
  const rows = await prisma().flow.groupBy({ by: ["status"], where: { workspaceId }, _count: true });
  const counts = { draft: 0, active: 0, paused: 0, archived: 0 };
  for (const row of rows) counts[row.status] = row._count;
  return counts;
}

const detail = {
  id: true,
  externalId: true,
  name: true,
  description: true,
  status: true,
  folder: true,
  tags: true,
  draft: true,
  draftRevision: true,
  createdBy: true,
  createdAt: true,
  updatedAt: true,
  archivedAt: true,
  activeVersion: { select: { id: true, number: true, note: true, definition: true, createdAt: true } },
} as const;

/** The flow as its page and its builder need it. */
export async function getFlow(workspace: { id: WorkspaceId; role: string }, userId: string, flowId: string) {
  const flow = await readFlow(workspace.id, flowId);
  const [{ versions }, recent, schedule, problems, addresses] = await Promise.all([
    listVersions(workspace.id, flowId, undefined, 100),
    recentRuns(workspace.id, flowId),
    scheduleOf(workspace.id, flowId),
    problemsOf(workspace.id, flow.draft),
    // A webhook address is a credential: who may not run flows does not see it.
    workspace.role === "viewer" ? null : webhookAddresses(workspace.id, userId, flow),
  ]);
  return { ...flow, versions, recent, schedule, problems, addresses };
}

/** What the schedule of a flow that is on did, and does next. */
const scheduleOf = (workspaceId: WorkspaceId, flowId: string) =>
  prisma().schedule.findFirst({
    where: { workspaceId, flowId },
    select: { nextAt: true, lastFiredAt: true, missedCount: true, missedFrom: true, missedUntil: true },
  });

export type FlowDetail = Awaited<ReturnType<typeof readFlow>>;

export async function readFlow(workspaceId: WorkspaceId, flowId: string) {
  const flow = await prisma().flow.findFirst({ where: { workspaceId, id: flowId }, select: detail });
  if (!flow) throw noSuchFlow();
  const draft = flowDefinitionSchema.parse(flow.draft);
  const active = flow.activeVersion && {
    ...flow.activeVersion,
    definition: flowDefinitionSchema.parse(flow.activeVersion.definition),
  };
  return {
    ...flow,
    draft,
    activeVersion: active,
    hasUnpublishedChanges: !active || !sameBehaviour(draft, active.definition),
  };
}

/** The flow as a document that can be imported again, here or elsewhere, and what was left out of it as secret. */
export async function exportDocument(workspaceId: WorkspaceId, flowId: string): Promise<FlowExport> {
  const { externalId, name, description, draft } = await readFlow(workspaceId, flowId);
  return exportFlow({ externalId, name, description, definition: draft });
}

/** Addresses under which events come in; asked for again when a trigger became a webhook. */
export async function flowAddresses(workspaceId: WorkspaceId, userId: string, flowId: string) {
  return webhookAddresses(workspaceId, userId, await readFlow(workspaceId, flowId));
}

/** The id behind what a caller names a flow by: our id, or the one it was posted with. */
export async function resolveFlowId(workspaceId: WorkspaceId, idOrExternalId: string): Promise<string> {
  const { rows } = await pool().query<{ id: string }>({
    name: "resolve-flow",
    text: "select id from automation_flows where workspace_id = $1 and (id = $2 or external_id = $3) order by (id = $2) desc limit 1",
    values: [workspaceId, isUuid(idOrExternalId) ? idOrExternalId : null, idOrExternalId],
  });
  const [flow] = rows;
  if (!flow) throw noSuchFlow();
  return flow.id;
}

/** Two definitions that do the same; where their boxes stand does not matter. */
export function sameBehaviour(one: FlowDefinition, other: FlowDefinition): boolean {
  return sameValue({ ...one, layout: undefined }, { ...other, layout: undefined });
}

/** The event to try a flow with: of its own kind, with a payload as it may come. */
export async function sampleEvent(workspaceId: WorkspaceId, flowId: string): Promise<StartEvent> {
  const { draft, activeVersion } = await readFlow(workspaceId, flowId);
  return startEvent((activeVersion?.definition ?? draft).trigger);
}

/** Paths under which events come in: the member's own for every flow, and the flow's when it has a webhook trigger. */
async function webhookAddresses(workspaceId: WorkspaceId, userId: string, flow: FlowDetail) {
  const hasOwn =
    flow.draft.trigger.type === "webhook" || flow.activeVersion?.definition.trigger.type === "webhook";
  const [own, member] = await Promise.all([
    hasOwn ? readWebhookToken(workspaceId, { flowId: flow.id }) : null,
    readWebhookToken(workspaceId, { userId }),
  ]);
  return {
    flow: own && `/api/webhooks/flow/${own}`,
    member: member && `/api/webhooks/user/${userId}/${member}`,
  };
}

async function recentRuns(workspaceId: WorkspaceId, flowId: string): Promise<RecentRuns> {
  const { rows } = await pool().query<Omit<RecentRuns, "successRate">>(
    `${RECENT} from flow_executions r where r.workspace_id = $1 and r.flow_id = $2 and r.mode = 'live' and r.created_at >= $3`,
    [workspaceId, flowId, new Date(now().getTime() - RECENT_DAYS * 86_400_000)],
  );
  return withRate(rows[0] ?? { runs: 0, completed: 0, failed: 0, milliTokens: 0 });
}

const RECENT = `select count(*)::int as runs, count(*) filter (where r.status = 'completed')::int as completed,
  count(*) filter (where r.status = 'failed')::int as failed, coalesce(sum(r.tokens), 0)::float8 as "milliTokens"`;

function withRate(counts: Omit<RecentRuns, "successRate">): RecentRuns {
  const ended = counts.completed + counts.failed;
  return { ...counts, successRate: ended > 0 ? counts.completed / ended : null };
}

function toListItem({
  key: _,
  draft,
  runs,
  completed,
  failed,
  milliTokens,
  lastRunId,
  lastRunStatus,
  lastRunAt,
  ...flow
}: ListRow): FlowListItem {
  const lastRun =
    lastRunId && lastRunStatus && lastRunAt
      ? { id: lastRunId, status: lastRunStatus, createdAt: lastRunAt }
      : null;
  const recent = withRate({ runs, completed, failed, milliTokens });
  return { ...flow, summary: flow.description || summaryOf(draft), recent, lastRun };
}

function summaryOf(draft: unknown): string {
  const parsed = flowDefinitionSchema.safeParse(draft);
  return parsed.success ? flowSummary(parsed.data) : "";
}

/** What a list is sorted by, as text that compares like the value, and the direction. */
const SORTS = {
  updated: { key: instant("f.updated_at"), direction: "desc" },
  created: { key: instant("f.created_at"), direction: "desc" },
  last_run: { key: instant("last.created_at"), direction: "desc" },
  name: { key: "lower(f.name)", direction: "asc" },
} as const;

function instant(column: string) {
  return `coalesce(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), '')`;
}

const listSql = (sort: z.output<typeof flowSortSchema>) => {
  const { key, direction } = SORTS[sort];
  return `
with page as materialized (
  select f.*, ${key} collate "C" as sort_key, last.id as last_run_id, last.status as last_run_status, last.created_at as last_run_at
  from automation_flows f
  left join lateral (
    select r.id, r.status, r.created_at from flow_executions r
    where r.workspace_id = f.workspace_id and r.flow_id = f.id order by r.created_at desc, r.id desc limit 1
  ) last on true
  where f.workspace_id = $1
    and case when cardinality($2::text[]) = 0 then f.status <> 'archived' else f.status::text = any($2) end
    and ($3 = '' or f.name ilike $4 or f.description ilike $4 or f.external_id = $3 or f.id = $5::uuid)
    and ($10 = '' or f.folder = $10 or starts_with(f.folder, $10 || '/')) and f.tags @> $11::text[]
    and ($6::text is null or (${key} collate "C", f.id) ${direction === "desc" ? "<" : ">"} ($6 collate "C", $7::uuid))
  order by sort_key ${direction}, f.id ${direction} limit $8
)
select f.id, f.external_id as "externalId", f.name, f.description, f.status, f.folder, f.tags, f.draft->'trigger' as trigger,
  case when f.description = '' then f.draft end as draft,
  jsonb_array_length(f.draft->'steps') as steps, v.number as version,
  case when f.halted_at is not null then (select s.reason from flow_stops s
    where s.workspace_id = f.workspace_id and s.flow_id = f.id and s.ended_at is null order by s.at desc limit 1) end as "stoppedFor",
  (v.id is null or (f.draft - 'layout') <> (v.definition - 'layout')) as "hasUnpublishedChanges",
  f.created_at as "createdAt", f.updated_at as "updatedAt", f.sort_key as key,
  f.last_run_id as "lastRunId", f.last_run_status as "lastRunStatus", f.last_run_at as "lastRunAt", recent.*
from page f
left join flow_versions v on v.workspace_id = f.workspace_id and v.id = f.active_version_id
cross join lateral (
  ${RECENT} from flow_executions r
  where r.workspace_id = f.workspace_id and r.flow_id = f.id and r.mode = 'live' and r.created_at >= $9
) recent
order by f.sort_key ${direction}, f.id ${direction}`;
};
