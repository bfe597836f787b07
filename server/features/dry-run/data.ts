/** What a dry run is to know of its workspace, and the real events that it may start from. Reads only. */
import { now } from "@/server/db/clock";
import { isUuid } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { contactFromPayload } from "@/server/domain/contact-key";
import { canonicalEventType } from "@/server/domain/event-type";
import type { FlowDefinition } from "@/server/domain/flow";
import { contactOfPayload } from "@/server/domain/simulate/contact-of-payload";
import { listensFor, type PastEvent } from "@/server/domain/simulate/past-event";
import type {
  SentMessage,
  SimulatedContact,
  SimulatedFlow,
  SimulationWorld,
} from "@/server/domain/simulate/simulation";
import { subFlowIds } from "@/server/domain/sub-flow-ids";
import type { WorkspaceId } from "@/server/domain/workspace";
import { loadDefinition } from "@/server/engine/load-definition";
import { workspaceFacts } from "@/server/engine/workspace-facts";
import { simulatedActions } from "@/server/plugins/simulated-actions";
import { simulatedCondition } from "@/server/plugins/simulated-condition";
import { readContactFacts } from "@/server/records/contact-facts";
import { findFlowBy, whyNotStartable } from "@/server/records/flow";
import { getSendingRules } from "../sending/data";

/** A world in which nothing happens yet. */
export type QuietWorld = Omit<SimulationWorld, "happenings" | "faults" | "sent">;

/** Flows run by flows run by flows: as deep as a chain may be. */
const DEEPEST = 10;
/** Of a longer list of suppressed addresses the newest. */
const MOST_SUPPRESSED = 50_000;

/** The workspace as it is at this moment, for these definitions and the flows that they run. */
export async function readWorld(
  workspaceId: WorkspaceId,
  definitions: readonly FlowDefinition[],
): Promise<QuietWorld> {
  const [{ timezone }, { rules }, flows, suppressed, action] = await Promise.all([
    workspaceFacts(workspaceId),
    getSendingRules(workspaceId),
    readFlows(workspaceId, definitions),
    readSuppressed(workspaceId),
    simulatedActions(workspaceId),
  ]);
  return {
    timezone,
    rules,
    action,
    flow: (id) => flows.get(id) ?? { problem: whyNotStartable(null, id) ?? "" },
    suppressed,
    pluginCondition: simulatedCondition,
  };
}

async function readFlows(
  workspaceId: WorkspaceId,
  definitions: readonly FlowDefinition[],
): Promise<Map<string, SimulatedFlow>> {
  const flows = new Map<string, SimulatedFlow>();
  let wanted = definitions.flatMap(subFlowIds);
  for (let depth = 0; depth < DEEPEST && wanted.length > 0; depth++) {
    const next: string[] = [];
    for (const id of new Set(wanted)) {
      if (flows.has(id)) continue;
      const found = await findFlowBy(pool(), workspaceId, id);
      const problem = whyNotStartable(found, id);
      if (problem !== null || !found?.activeVersionId) flows.set(id, { problem: problem ?? "" });
      else {
        const definition = await loadDefinition(found.activeVersionId);
        flows.set(id, { name: found.name, definition });
        next.push(...subFlowIds(definition));
      }
    }
    wanted = next;
  }
  return flows;
}

async function readSuppressed(workspaceId: WorkspaceId): Promise<Map<string, string>> {
  const { rows } = await pool().query<{ address: string; reason: string }>({
    name: "dry-run-suppressed",
    text: "select address, reason from suppressions where workspace_id = $1 order by created_at desc limit $2",
    values: [workspaceId, MOST_SUPPRESSED],
  });
  return new Map(rows.map(({ address, reason }) => [address, reason]));
}

export type EventSpan = { since: Date | null; until: Date; most: number };

export type EventRef = { id: string; at: Date; contactId: string | null };

/**
 * Real events that start any of these definitions, or did start the flow where it is not started by events of a kind;
 * the newest first. What people made up for a test is none of them.
 */
export async function listTriggerEvents(
  workspaceId: WorkspaceId,
  flowId: string,
  definitions: readonly FlowDefinition[],
  { since, until, most }: EventSpan,
): Promise<EventRef[]> {
  const { types, own } = startsOf(definitions);
  const { rows } = await pool().query<EventRef>({
    name: "dry-run-events",
    text: `with found as (
        select e.* from unnest($2::text[]) as t(type) cross join lateral (
          select id, created_at, contact_id from events where workspace_id = $1 and type = t.type and source <> 'manual'
            and created_at <= $4::timestamptz and ($3::timestamptz is null or created_at >= $3) order by created_at desc limit $5::int) e
        union
        select e.id, e.created_at, e.contact_id from (
          select event_id from flow_executions where $6::boolean and workspace_id = $1 and flow_id = $7 and mode = 'live'
            and origin in ('event', 'schedule', 'manual') and created_at <= $4::timestamptz and ($3::timestamptz is null or created_at >= $3)
          order by created_at desc limit $5::int) r join events e on e.workspace_id = $1 and e.id = r.event_id)
      select f.id, f.created_at as at, coalesce(c.merged_into_id, f.contact_id) as "contactId"
      from found f left join contacts c on c.workspace_id = $1 and c.id = f.contact_id
      order by f.created_at desc, f.id desc limit $5::int`,
    values: [workspaceId, types, since, until, most, own, flowId],
  });
  return rows;
}

function startsOf(definitions: readonly FlowDefinition[]): { types: string[]; own: boolean } {
  const types = definitions.flatMap(({ trigger }) =>
    trigger.type === "event" ? trigger.event_types.map(canonicalEventType) : [],
  );
  return { types: [...new Set(types)], own: definitions.some(({ trigger }) => trigger.type !== "event") };
}

/** A contact does not do more than this while a flow runs; what it did first counts. */
const MOST_LATER = 50;
const MOST_ROWS = 20_000;
const MONTH_MS = 31 * 86_400_000;

type EventRow = Pick<PastEvent, "id" | "type" | "payload" | "source" | "at" | "contactId">;

/** The events with everything that a dry run asks about them, in the given order. What is gone is left out. */
export async function loadPastEvents(
  workspaceId: WorkspaceId,
  flowId: string,
  ids: readonly string[],
  definitions: readonly FlowDefinition[],
): Promise<PastEvent[]> {
  const { rows } = await pool().query<EventRow>({
    name: "dry-run-load-events",
    text: `select e.id, e.type, e.source, e.created_at as at, coalesce(c.merged_into_id, e.contact_id) as "contactId", coalesce(e.payload, p.body, '{}') as payload
      from events e left join payloads p on p.workspace_id = e.workspace_id and p.id = e.payload_id
        left join contacts c on c.workspace_id = e.workspace_id and c.id = e.contact_id
      where e.workspace_id = $1 and e.id = any($2::uuid[])`,
    values: [workspaceId, ids],
  });
  const contactIds = [...new Set(rows.flatMap(({ contactId }) => contactId ?? []))];
  const first = new Date(Math.min(...rows.map(({ at }) => at.getTime())));
  const listens = [...new Set(definitions.flatMap(listensFor))];
  const [contacts, later, sent] = await Promise.all([
    readContactFacts(workspaceId, contactIds),
    readLater(workspaceId, contactIds, listens, first),
    readSent(workspaceId, contactIds, flowId, first),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { type, payload, at, contactId } = row;
    const after = later.get(contactId ?? "")?.filter((one) => one.at > at && one.id !== id) ?? [];
    return {
      ...row,
      contact: contacts.get(contactId ?? "") ?? contactOfPayload(type, payload, at),
      later: after.slice(0, MOST_LATER),
      sent: sent.get(contactId ?? "") ?? [],
    };
  });
}

type Later = PastEvent["later"][number] & { id: string; contactId: string };

/** What contacts did, of the types that a flow listens for. */
async function readLater(
  workspaceId: WorkspaceId,
  contactIds: readonly string[],
  types: readonly string[],
  since: Date,
): Promise<Map<string, Later[]>> {
  if (contactIds.length === 0 || types.length === 0) return new Map();
  const { rows } = await pool().query<Later>({
    name: "dry-run-later",
    text: `select e.id, e.type, e.created_at as at, coalesce(c.merged_into_id, e.contact_id) as "contactId", coalesce(e.payload, p.body, '{}') as payload
      from contacts c join events e on e.workspace_id = c.workspace_id and e.contact_id = c.id
        left join payloads p on p.workspace_id = e.workspace_id and p.id = e.payload_id
      where c.workspace_id = $1 and (c.id = any($2::uuid[]) or c.merged_into_id = any($2::uuid[]))
        and e.type = any($3::text[]) and e.created_at > $4::timestamptz
      order by e.created_at, e.id limit $5`,
    values: [workspaceId, contactIds, types, since, MOST_ROWS],
  });
  return grouped(rows);
}

/** Messages of other flows. */
async function readSent(
  workspaceId: WorkspaceId,
  contactIds: readonly string[],
  flowId: string,
  first: Date,
): Promise<Map<string, SentMessage[]>> {
  if (contactIds.length === 0) return new Map();
  const { rows } = await pool().query<Omit<SentMessage, "byFlow"> & { contactId: string }>({
    name: "dry-run-sent",
    text: `select contact_id as "contactId", channel, at, counts from gate_decisions
      where workspace_id = $1 and contact_id = any($2::uuid[]) and verdict = 'send' and mode = 'live' and flow_id is distinct from $3::uuid
        and at >= $4::timestamptz order by at limit $5`,
    values: [workspaceId, contactIds, flowId, new Date(first.getTime() - MONTH_MS), MOST_ROWS],
  });
  return grouped(rows.map((row) => ({ ...row, byFlow: false })));
}

function grouped<Row extends { contactId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.contactId);
    if (group) group.push(row);
    else groups.set(row.contactId, [row]);
  }
  return groups;
}

/** The contact that a made-up event is about, as events are matched to contacts, or the new one that it would make. */
export async function contactOfEvent(
  workspaceId: WorkspaceId,
  event: { type: string; payload: Record<string, unknown> },
): Promise<{ id: string | null; contact: SimulatedContact | null }> {
  const { keys, externalId } = contactFromPayload(event.payload);
  const { rows } = await pool().query<{ id: string }>({
    name: "dry-run-contact",
    text: `select id from (
        select coalesce(merged_into_id, id) as id, 0 as place from contacts where workspace_id = $1 and id = $3::uuid
        union all select contact_id, array_position($2::text[], key) from contact_keys where workspace_id = $1 and key = any($2::text[])) found
      order by place limit 1`,
    values: [workspaceId, keys, externalId && isUuid(externalId) ? externalId : null],
  });
  const id = rows[0]?.id ?? null;
  const known = id === null ? undefined : (await readContactFacts(workspaceId, [id])).get(id);
  return { id, contact: known ?? contactOfPayload(event.type, event.payload, now()) };
}

/** What the steps of a run answered: a dry run can answer with the same. */
export async function recordedOutputs(
  workspaceId: WorkspaceId,
  flowId: string,
  runId: string,
): Promise<ReadonlyMap<string, unknown>> {
  const { rows } = await pool().query<{ step_id: string; output: unknown }>(
    `select s.step_id, coalesce(s.result, p.body) as output from automation_event_log s
       join flow_executions r on r.workspace_id = s.workspace_id and r.id = s.run_id
       left join payloads p on p.workspace_id = s.workspace_id and p.id = s.output_id
     where s.workspace_id = $1 and s.run_id = $2 and r.flow_id = $3 and s.status = 'succeeded' and s.iteration_path = '' and s.action_type is not null`,
    [workspaceId, runId, flowId],
  );
  return new Map(rows.map(({ step_id, output }) => [step_id, output]));
}
