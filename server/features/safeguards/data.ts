import { pool, type Tx } from "@/server/db/pool";
import { canonicalJson } from "@/server/domain/canonical-json";
import type { FlowDefinition } from "@/server/domain/flow";
import type { Reach } from "@/server/domain/flow-reach";
import { readSendingRules } from "@/server/domain/sending-rules";
import type { WorkspaceId } from "@/server/domain/workspace";
import { readFlow } from "../flows/data";
import { getSendingRules } from "../sending/data";
import { countReach } from "./service";

export type ReachToApprove = Reach & {
  /** More than so many people need an admin's approval. */
  over: number;
};

/**
 * The people that publishing this reaches for the first time, where they are so many that an admin is to approve it;
 * null: nobody needs to be asked. `current`: what events start now. Asked on the connection of the publish.
 */
export async function reachToApprove(
  tx: Tx,
  workspaceId: WorkspaceId,
  definition: FlowDefinition,
  current: FlowDefinition | null,
): Promise<ReachToApprove | null> {
  const { rows } = await tx.query<{ rules: unknown }>(
    "select rules from sending_rules where workspace_id = $1::uuid",
    [workspaceId],
  );
  const over = readSendingRules(rows[0]?.rules).approve_reach_over;
  if (over === null) return null;
  const reach = await countReach(tx, workspaceId, definition);
  if (reach.people <= over) return null;
  const before = current && (await countReach(tx, workspaceId, current));
  if (
    before &&
    current &&
    (before.people >= reach.people || (before.people > 0 && isSameTrigger(current, definition)))
  )
    return null;
  return { ...reach, over };
}

const isSameTrigger = (one: FlowDefinition, other: FlowDefinition): boolean =>
  canonicalJson(one.trigger) === canonicalJson(other.trigger);

export type FlowStopped = {
  reason: "loop_guard" | "budget";
  /** The budget that was used up, and when the flow goes on by itself. */
  budgetMilliTokens: number | null;
  resumesAt: Date | null;
  startsPerHour: number;
  eventType: string;
  eventId: string | null;
  at: Date;
  contact: { id: string; name: string } | null;
};

export type FlowRequest = {
  id: string;
  state: "pending" | "approved" | "declined" | "withdrawn" | "replaced";
  people: number;
  counted: string;
  note: string;
  answer: string;
  requestedBy: string;
  /** Whoever looks asked it. */
  mine: boolean;
  requestedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  /** The draft does something else by now: what was asked for is not what is there. */
  outdated: boolean;
};

/** What holds a flow back, or was asked about it. */
export type Safeguards = {
  stop: FlowStopped | null;
  request: FlowRequest | null;
  pace: { perHour: number; waiting: number; nextAt: Date | null } | null;
};

export async function safeguardsOf(
  workspaceId: WorkspaceId,
  userId: string,
  flowId: string,
): Promise<Safeguards> {
  const [stop, request, pace] = await Promise.all([
    stopOf(workspaceId, flowId),
    latestRequest(workspaceId, userId, flowId),
    paceOf(workspaceId, flowId),
  ]);
  return { stop, request, pace };
}

async function stopOf(workspaceId: WorkspaceId, flowId: string): Promise<FlowStopped | null> {
  const { rows } = await pool().query<FlowStopped>(
    `select s.reason, s.starts_per_hour as "startsPerHour", s.event_type as "eventType", s.event_id as "eventId", s.at,
       s.budget::float8 as "budgetMilliTokens", s.resumes_at as "resumesAt",
       case when c.id is not null then json_build_object('id', c.id, 'name', coalesce(nullif(c.name, ''), c.email, c.phone, '')) end as contact
     from flow_stops s left join contacts c on c.workspace_id = s.workspace_id and c.id = s.contact_id
     where s.workspace_id = $1 and s.flow_id = $2 and s.ended_at is null order by s.at desc limit 1`,
    [workspaceId, flowId],
  );
  return rows[0] ?? null;
}

/** One that waits for an answer, or the last one that got one. */
async function latestRequest(
  workspaceId: WorkspaceId,
  userId: string,
  flowId: string,
): Promise<FlowRequest | null> {
  const { rows } = await pool().query<FlowRequest>(
    `select a.id, a.state, a.people, a.counted, a.note, a.answer, a.requested_at as "requestedAt", a.decided_at as "decidedAt",
       coalesce(asked.name, 'A former member') as "requestedBy", a.requested_by = $3::uuid as mine, decided.name as "decidedBy",
       (a.definition - 'layout') <> (f.draft - 'layout') as outdated
     from flow_approvals a join automation_flows f on f.workspace_id = a.workspace_id and f.id = a.flow_id
       left join users asked on asked.id = a.requested_by left join users decided on decided.id = a.decided_by
     where a.workspace_id = $1 and a.flow_id = $2 order by a.requested_at desc, a.id desc limit 1`,
    [workspaceId, flowId, userId],
  );
  return rows[0] ?? null;
}

/** How many runs wait for their hour, and when the next one begins (server/engine/flow-pace.ts). */
async function paceOf(workspaceId: WorkspaceId, flowId: string): Promise<Safeguards["pace"]> {
  const { rows } = await pool().query<{ perHour: number; waiting: number; nextAt: Date | null }>(
    `select f.runs_per_hour as "perHour",
       (select count(*)::int from flow_starts s join flow_executions r on r.id = s.run_id and r.status in ('queued', 'running', 'waiting', 'held')
         where s.workspace_id = f.workspace_id and s.flow_id = f.id and s.at is null) as waiting,
       greatest(
         (select s.at + interval '1 hour' from flow_starts s where s.flow_id = f.id and s.at is not null order by s.at desc offset f.runs_per_hour - 1 limit 1),
         (select max(s.at) + make_interval(secs => 3600.0 / f.runs_per_hour) from flow_starts s where s.flow_id = f.id)) as "nextAt"
     from automation_flows f where f.workspace_id = $1 and f.id = $2 and f.runs_per_hour is not null`,
    [workspaceId, flowId],
  );
  const [pace] = rows;
  return pace ? { ...pace, nextAt: pace.waiting > 0 ? pace.nextAt : null } : null;
}

/** What publishing the draft means for people, before somebody decides it. */
export async function previewReach(
  workspaceId: WorkspaceId,
  flowId: string,
): Promise<{ reach: Reach; needsApproval: boolean; over: number | null }> {
  const { draft, activeVersion } = await readFlow(workspaceId, flowId);
  const [{ rules }, reach, needed] = await Promise.all([
    getSendingRules(workspaceId),
    countReach(pool(), workspaceId, draft),
    reachToApprove(pool(), workspaceId, draft, activeVersion?.definition ?? null),
  ]);
  return { reach, needsApproval: needed !== null, over: rules.approve_reach_over };
}
