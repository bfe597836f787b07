import { now } from "../db/clock";
import { isUuid, newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { Condition } from "../domain/condition";
import { isCustomerEvent } from "../domain/contact";
import type { ContactIdentity } from "../domain/contact-key";
import { payloadScope } from "../domain/data-scope";
import { AppError } from "../domain/errors";
import { canonicalEventType } from "../domain/event-type";
import { asksForRun } from "../domain/exit-met";
import { flowDefinitionSchema, LIMITS } from "../domain/flow";
import type { FlowSettings } from "../domain/flow-settings";
import { meetsFilter } from "../domain/meets-filter";
import type { NotStartedReason } from "../domain/not-started-words";
import { defaultSendingRules } from "../domain/sending-rules";
import type { EventInput } from "./event-input";
import { writeExits } from "./flow-admission";

export type StartTarget = {
  flowId: string;
  versionId: string;
  /** Set when the flow limits how often a contact enters. */
  entry?: { rule: Reentry; coolDownS: number | null };
  /** Set when Baton's own doings start it: how often an hour they may, and since when that counts. */
  guard?: { most: number; since: string | null };
};

type Reentry = FlowSettings["reentry"];

/** A version whose runs end when this event happens to their contact; with filters, those for which one of them holds. */
export type ExitTarget = { flowId: string; versionId: string; filters: Condition[] | null };

/** Which flows an event starts, and whose event it is. */
export type AcceptTargets = {
  starts: StartTarget[];
  /** Flows that the event matches and does not start, for a reason that is known already. */
  refused: { flowId: string; reason: NotStartedReason; value: string }[];
  exits: ExitTarget[];
  contactId: string | null;
  subject: string | null;
  contactIsNew: boolean;
  /** The payload names the contact by our own id of it: that is no id of the sender's. */
  byOwnId: boolean;
  /** Keys the contact does not have yet. */
  newKeys: string[];
  /** All keys of the contact: a run waits under one of them, the answer may come under another. */
  allKeys: string[];
  /** The contact gains something from this event. */
  contactChanges: boolean;
};

type Trigger = {
  flow_id: string;
  version_id: string;
  kind: "start" | "exit";
  plugin_id: string | null;
  filter: Condition | null;
  reentry: Reentry | null;
  cool_down_s: number | null;
  loop_limit: number | null;
  since: string | null;
};

type Found = {
  triggers: Trigger[] | null;
  /** Of an event that a run caused: whether somebody outside asked for that run as a single action. */
  from_outside: boolean | null;
  /** How often an hour the workspace lets its own doings start a flow for a contact; null: as by default. */
  loop_limit: number | null;
  keys: { key: string; contact_id: string }[] | null;
  /** The contact whose own id is the payload's customer_id or contact_id. */
  own: string | null;
  contact: {
    name: string;
    email: string | null;
    phone: string | null;
    external_id: string | null;
    kind: string;
    keys: string[];
  } | null;
};

const FIND_SQL = {
  name: "accept-find",
  text: `
    with keys as (select key, contact_id, array_position($3::text[], key) as place from contact_keys where workspace_id = $1 and key = any($3)),
    own as (select coalesce(merged_into_id, id) as id from contacts where workspace_id = $1 and id = $4)
    select
      (select json_agg(json_build_object('flow_id', flow_id, 'version_id', version_id, 'kind', kind, 'plugin_id', plugin_id, 'filter', filter,
          'reentry', reentry, 'cool_down_s', cool_down_s, 'loop_limit', loop_limit, 'since', since) order by flow_id)
         from flow_triggers where workspace_id = $1 and event_type = $2) as triggers,
      case when $5::uuid is not null then
        (select origin = 'direct' and parent_run_id is null from flow_executions where workspace_id = $1 and id = $5) end as from_outside,
      case when $5::uuid is not null then
        (select (rules->>'loop_starts_per_hour')::int from sending_rules where workspace_id = $1) end as loop_limit,
      (select json_agg(json_build_object('key', key, 'contact_id', contact_id) order by place) from keys) as keys,
      (select id from own) as own,
      (select json_build_object('name', name, 'email', email, 'phone', phone, 'external_id', external_id, 'kind', kind,
          'keys', array(select key from contact_keys k where k.workspace_id = contacts.workspace_id and k.contact_id = contacts.id)) from contacts
        where workspace_id = $1 and id = coalesce((select id from own), (select contact_id from keys order by place limit 1))) as contact`,
};

export async function findAcceptTargets(
  tx: Tx,
  input: EventInput,
  type: string,
  contact: ContactIdentity,
): Promise<AcceptTargets> {
  const { rows } = await tx.query<Found>({
    ...FIND_SQL,
    values: [input.workspaceId, type, contact.keys, ownId(contact), input.causedBy?.runId ?? null],
  });
  const found = rows[0] ?? NOTHING;
  const known = found.keys ?? [];
  const contactId = found.own ?? known[0]?.contact_id ?? null;
  const byOwnId = found.own !== null;
  const newKeys = contact.keys.filter((key) => !known.some((row) => row.key === key));
  const current = found.contact;
  const contactChanges =
    current !== null &&
    Boolean(
      (!current.name && contact.name) ||
        (!current.email && contact.email) ||
        (!current.phone && contact.phone) ||
        (!current.external_id && contact.externalId && !byOwnId) ||
        (current.kind === "lead" && isCustomerEvent(canonicalEventType(input.type))),
    );
  const whose =
    contact.keys.length === 0
      ? { contactId: input.contact?.id ?? null, subject: input.contact?.subject ?? null }
      : { contactId: contactId ?? newId(), subject: contact.subject };
  const matched = input.onlyFlowId
    ? { starts: [await flowToStart(tx, input, input.onlyFlowId)], refused: [], exits: [] }
    : matching(found, input, whose.contactId !== null);
  return {
    ...matched,
    ...whose,
    contactIsNew: contact.keys.length > 0 && contactId === null,
    byOwnId,
    newKeys,
    allKeys: [...new Set([...contact.keys, ...(current?.keys ?? [])])],
    contactChanges,
  };
}

const NOTHING: Found = {
  triggers: null,
  from_outside: null,
  loop_limit: null,
  keys: null,
  own: null,
  contact: null,
};

const ownId = ({ externalId }: ContactIdentity) => (externalId && isUuid(externalId) ? externalId : null);

function matching(
  found: Found,
  input: EventInput,
  hasContact: boolean,
): Pick<AcceptTargets, "starts" | "refused" | "exits"> {
  const tooDeep = (input.causedBy?.depth ?? 0) >= LIMITS.causationDepth;
  // Only what Baton does by itself can go round in a circle: not what is posted, however often, and no test.
  const guarded = Boolean(input.causedBy) && !found.from_outside && hasContact && input.mode !== "test";
  const usual = found.loop_limit ?? defaultSendingRules.loop_starts_per_hour;
  const starts = new Map<string, StartTarget>();
  const refused = new Map<string, AcceptTargets["refused"][number]>();
  const exits = new Map<string, ExitTarget>();
  const scope = payloadScope(input.payload, now());
  for (const trigger of found.triggers ?? []) {
    if (trigger.plugin_id && trigger.plugin_id !== input.source) continue;
    const { flow_id: flowId, version_id: versionId, reentry: rule, cool_down_s: coolDownS } = trigger;
    if (trigger.kind === "exit" && trigger.filter && asksForRun(trigger.filter)) {
      const known = exits.get(versionId) ?? { flowId, versionId, filters: [] };
      exits.set(versionId, { ...known, filters: known.filters && [...known.filters, trigger.filter] });
      continue;
    }
    if (!meetsFilter(trigger.filter, scope)) continue;
    if (trigger.kind === "exit") exits.set(versionId, { flowId, versionId, filters: null });
    else if (tooDeep)
      refused.set(flowId, { flowId, reason: "too_deep", value: String(LIMITS.causationDepth) });
    else
      starts.set(flowId, {
        ...{ flowId, versionId },
        ...(rule && hasContact && { entry: { rule, coolDownS } }),
        ...(guarded && { guard: { most: trigger.loop_limit ?? usual, since: trigger.since } }),
      });
  }
  return {
    starts: [...starts.values()],
    refused: [...refused.values()],
    exits: hasContact ? [...exits.values()] : [],
  };
}

/** A flow started by hand: its published version, or for a test (when there is none, or it is asked for) the draft, kept as a hidden version (numbers below zero). */
async function flowToStart(tx: Tx, input: EventInput, flowId: string): Promise<StartTarget> {
  const { rows } = await tx.query<{
    name: string;
    active_version_id: string | null;
    draft: unknown;
    draft_revision: number;
  }>(
    "select name, active_version_id, draft, draft_revision from automation_flows where workspace_id = $1 and id = $2 and status <> 'archived'",
    [input.workspaceId, flowId],
  );
  const flow = rows[0];
  if (!flow) throw new AppError("not_found", "There is no such flow");
  const isTest = input.mode === "test";
  if (flow.active_version_id && !(isTest && input.draft))
    return { flowId, versionId: flow.active_version_id };
  if (!isTest)
    throw new AppError("conflict", `“${flow.name}” was never published. Publish it, or run it as a test.`);
  const made = await tx.query<{ id: string }>(
    `insert into flow_versions (id, workspace_id, flow_id, number, definition, note) values ($1, $2, $3, $4, $5, 'test of the draft')
     on conflict (flow_id, number) do update set note = flow_versions.note returning id`,
    [newId(), input.workspaceId, flowId, -flow.draft_revision, JSON.stringify(flow.draft)],
  );
  const versionId = made.rows[0]?.id ?? "";
  const definition = flowDefinitionSchema.parse(flow.draft);
  await writeExits(tx, { workspaceId: input.workspaceId, flowId, versionId, definition });
  return { flowId, versionId };
}
