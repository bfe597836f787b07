import { pool } from "@/server/db/pool";
import { type FlowTrigger, triggerSchema } from "@/server/domain/flow";
import { noSuchFlow } from "@/server/domain/no-such-flow";
import { startPayload, startTypes } from "@/server/domain/start-event";
import type { WorkspaceId } from "@/server/domain/workspace";

/** Of each event type, of the flow's own address, and of its runs. */
const EACH = 10;
const MOST = 25;
/** A larger payload is no sample to read. */
const SHOWN_BYTES = 64 * 1024;

export type FlowSample = {
  id: string;
  type: string;
  at: Date | null;
  /** Whom it was about, when that is known. */
  subject: string | null;
  payload: Record<string, unknown>;
  source: "event" | "catalogue";
};

/** Events to try a flow with: those that came in lately, then how they look as far as one can tell. */
export async function listSamples(workspaceId: WorkspaceId, flowId: string): Promise<FlowSample[]> {
  const trigger = await readTrigger(workspaceId, flowId);
  const types = startTypes(trigger);
  const { rows } = await pool().query<Omit<FlowSample, "source">>({
    name: "flow-samples",
    text: SAMPLES_SQL,
    values: [workspaceId, flowId, types.shared, types.own],
  });
  const examples = [...types.shared, ...types.own].map((type) => example(trigger, type));
  return [...rows.map(asSample), ...examples];
}

/** An event that came to the flow's own address, kept as a sample of it. Null: it is not there, or too large. */
export async function keepSample(
  workspaceId: WorkspaceId,
  flowId: string,
  eventId: string,
): Promise<FlowSample | null> {
  const { rows } = await pool().query<Omit<FlowSample, "source">>(
    `with kept as (
       insert into flow_samples (workspace_id, flow_id, event_id) select $1, $2, id from events where workspace_id = $1 and id = $3
       on conflict (flow_id, event_id) do nothing
     ) ${SHOWN_SQL} where e.workspace_id = $1 and e.id = $3`,
    [workspaceId, flowId, eventId],
  );
  return rows[0] ? asSample(rows[0]) : null;
}

async function readTrigger(workspaceId: WorkspaceId, flowId: string): Promise<FlowTrigger> {
  const { rows } = await pool().query<{ trigger: unknown }>(
    "select draft->'trigger' as trigger from automation_flows where workspace_id = $1 and id = $2",
    [workspaceId, flowId],
  );
  const [row] = rows;
  if (!row) throw noSuchFlow();
  return triggerSchema.parse(row.trigger);
}

const SHOWN_SQL = `select e.id, e.type, e.occurred_at as at, e.subject, b.payload from events e
  left join payloads p on p.id = e.payload_id and p.workspace_id = e.workspace_id
  cross join lateral (select case when pg_column_size(coalesce(e.payload, p.body)) <= ${SHOWN_BYTES} then coalesce(e.payload, p.body) end as payload) b`;

/** What people made up for a test is no sample, except of a flow that only people start. */
const SAMPLES_SQL = `
with known as (
  select e.id from unnest($3::text[]) as t(type) cross join lateral (
    select id from events where workspace_id = $1 and type = t.type and source <> 'manual' order by created_at desc limit ${EACH}) e
  union (select event_id from flow_samples where workspace_id = $1 and flow_id = $2 and cardinality($4::text[]) > 0 order by created_at desc limit ${EACH})
  union (select r.event_id from flow_executions r where r.workspace_id = $1 and r.flow_id = $2 and r.trigger_event_type = any($3::text[] || $4::text[])
    and (r.mode = 'live' or 'manual.started' = any($4)) order by r.created_at desc limit ${EACH})
)
${SHOWN_SQL} where e.workspace_id = $1 and e.id in (select id from known) and b.payload is not null
order by e.created_at desc limit ${MOST}`;

const asSample = ({ payload, ...event }: Omit<FlowSample, "source">): FlowSample => ({
  ...event,
  payload: payload ?? {},
  source: "event",
});

const example = (trigger: FlowTrigger, type: string): FlowSample => ({
  ...{ id: `catalogue:${type}`, type, at: null, subject: null },
  payload: startPayload(trigger, type),
  source: "catalogue",
});
