import * as z from "zod";
import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import type { GateRule } from "@/server/domain/gate";
import type { MessageChannel, MessagePurpose } from "@/server/domain/messaging";
import type { NotStartedReason } from "@/server/domain/not-started-words";
import type { WorkspaceId } from "@/server/domain/workspace";

const PAGE = 50;

export const gateCursorSchema = z.object({ at: z.date(), id: z.uuid() });
type Cursor = z.output<typeof gateCursorSchema>;

export type GateDecisionItem = {
  id: string;
  channel: MessageChannel;
  recipient: string;
  purpose: MessagePurpose;
  mode: "live" | "test";
  verdict: "send" | "hold" | "skip";
  rule: GateRule | "clear";
  value: string;
  words: string;
  until: Date | null;
  at: Date;
  runId: string;
  stepId: string;
  path: string;
  flow: { id: string; name: string } | null;
};

const ITEM = `d.id, d.channel, d.recipient, d.purpose, d.mode::text as mode, d.verdict, d.rule, d.value, d.words, d.until, d.at, d.run_id as "runId",
  d.step_id as "stepId", d.iteration_path as path, case when f.id is not null then json_build_object('id', f.id, 'name', f.name) end as flow`;
const FLOW = "left join automation_flows f on f.workspace_id = d.workspace_id and f.id = d.flow_id";

/**
 * What was decided about a contact before any message of a flow: an event started no run of it, a run was ended by what
 * the contact did, or waits for its turn.
 */
export type FlowDecisionItem = {
  kind: "not_started" | "ended" | "waiting";
  id: string;
  at: Date;
  flow: { id: string; name: string } | null;
  runId: string | null;
  eventType: string;
  /** not_started: the rule (not-started-words.ts); ended: the event that did it; waiting: why (run-words.ts). */
  reason: string;
  /** What the rule stood at. */
  value: string;
};

export type ContactDecision = (GateDecisionItem & { kind: "message" }) | FlowDecisionItem;

/** Why a contact got, or did not get, what flows meant to send: a page, the newest first. */
export async function decisionsOfContact(
  workspaceId: WorkspaceId,
  contactId: string,
  cursor: Cursor | undefined,
): Promise<{ decisions: ContactDecision[]; nextCursor: Cursor | null }> {
  const values = [workspaceId, contactId, cursor?.at ?? null, cursor?.id ?? null, PAGE + 1];
  const [messages, flows] = await Promise.all([
    pool().query<GateDecisionItem & { kind: "message" }>(
      `select 'message' as kind, ${ITEM} from gate_decisions d ${FLOW}
       where d.workspace_id = $1 and d.contact_id = $2 and ($3::timestamptz is null or (d.at, d.id) < ($3, $4::uuid))
       order by d.at desc, d.id desc limit $5`,
      values,
    ),
    pool().query<FlowDecisionItem>(FLOW_DECISIONS, values),
  ]);
  const all: ContactDecision[] = [...messages.rows, ...flows.rows];
  all.sort((one, other) => other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1));
  const decisions = all.slice(0, PAGE);
  const last = decisions.at(-1);
  return { decisions, nextCursor: all.length > PAGE && last ? { at: last.at, id: last.id } : null };
}

/** A refusal has no id of its own: one event may start none of several flows. */
const FLOW_DECISIONS = `
with decided as (
  select 'not_started' as kind, md5(r.event_id::text || r.flow_id::text)::uuid as id, r.at, r.flow_id, null::uuid as run_id, e.type as event_type,
    r.reason, r.value
  from event_refusals r join events e on e.workspace_id = r.workspace_id and e.id = r.event_id
  where r.workspace_id = $1 and r.contact_id = $2
  union all
  select case when r.status = 'held' then 'waiting' else 'ended' end, r.id, coalesce(r.completed_at, r.created_at), r.flow_id, r.id, r.trigger_event_type,
    case when r.status = 'held' then r.reason else substr(r.reason, length('exited: ') + 1) end,
    coalesce(case r.reason when 'hourly_limit' then f.runs_per_hour when 'concurrency' then f.run_limit end::text, '')
  from flow_executions r left join automation_flows f on f.workspace_id = r.workspace_id and f.id = r.flow_id
  where r.workspace_id = $1 and r.contact_id = $2 and r.mode = 'live'
    and r.subject = any(array(select key from contact_keys where workspace_id = $1 and contact_id = $2))
    and (r.status = 'held' or r.status = 'completed' and r.reason like 'exited: %')
)
select d.kind, d.id, d.at, d.run_id as "runId", d.event_type as "eventType", d.reason, d.value,
  case when f.id is not null then json_build_object('id', f.id, 'name', f.name) end as flow
from decided d left join automation_flows f on f.workspace_id = $1 and f.id = d.flow_id
where $3::timestamptz is null or (d.at, d.id) < ($3, $4::uuid)
order by d.at desc, d.id desc limit $5`;

/** All of one step of a run, in order; of an iteration when it stands in a loop. */
export async function decisionsOfStep(
  workspaceId: WorkspaceId,
  step: { runId: string; stepId: string; path: string },
) {
  const { rows } = await pool().query<GateDecisionItem>(
    `select ${ITEM} from gate_decisions d ${FLOW}
     where d.workspace_id = $1 and d.run_id = $2 and d.step_id = $3 and d.iteration_path = $4 order by d.at, d.id limit 200`,
    [workspaceId, step.runId, step.stepId, step.path],
  );
  return rows;
}

export type GateFigures = {
  days: number;
  sent: number;
  /** Messages that were held at least once, and those that were not sent, by the rule that decided. */
  held: { rule: GateRule; messages: number }[];
  skipped: { rule: GateRule; messages: number }[];
  /** Events that matched and started no run, by the rule; and runs that ended because of what their contact did. */
  notStarted: { reason: NotStartedReason; events: number }[];
  ended: { eventType: string; runs: number }[];
};

/** What was decided about a flow in the last 30 days: its live messages, and whether it began and went on at all. */
export async function gateFigures(workspaceId: WorkspaceId, flowId: string): Promise<GateFigures> {
  const days = 30;
  const values = [workspaceId, flowId, new Date(now().getTime() - days * 86_400_000)];
  const [messages, notStarted, ended] = await Promise.all([
    pool().query<{ verdict: "send" | "hold" | "skip"; rule: GateRule; messages: number }>(
      `select verdict, rule, count(distinct (run_id, step_id, iteration_path))::int as messages from gate_decisions
       where workspace_id = $1 and flow_id = $2 and mode = 'live' and at > $3 group by verdict, rule order by messages desc, rule`,
      values,
    ),
    pool().query<{ reason: NotStartedReason; events: number }>(
      `select reason, count(*)::int as events from event_refusals where workspace_id = $1 and flow_id = $2 and at > $3
       group by reason order by events desc, reason`,
      values,
    ),
    pool().query<{ eventType: string; runs: number }>(
      `select substr(reason, length('exited: ') + 1) as "eventType", count(*)::int as runs from flow_executions
       where workspace_id = $1 and flow_id = $2 and created_at > $3 and mode = 'live' and status = 'completed' and reason like 'exited: %'
       group by reason order by runs desc, reason`,
      values,
    ),
  ]);
  const of = (verdict: string) =>
    messages.rows.filter((row) => row.verdict === verdict).map(({ rule, messages }) => ({ rule, messages }));
  return {
    days,
    sent: of("send").reduce((sum, { messages }) => sum + messages, 0),
    held: of("hold"),
    skipped: of("skip"),
    notStarted: notStarted.rows,
    ended: ended.rows,
  };
}
