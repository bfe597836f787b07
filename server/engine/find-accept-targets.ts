import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { Condition } from "../domain/condition";
import { evaluateCondition } from "../domain/condition-evaluate";
import type { ContactIdentity } from "../domain/contact-key";
import { payloadScope } from "../domain/data-scope";
import { AppError } from "../domain/errors";
import { LIMITS } from "../domain/flow";
import type { EventInput } from "./event-input";

export type StartTarget = { flowId: string; versionId: string };

/** Which flows an event starts, and whose event it is. */
export type AcceptTargets = {
  starts: StartTarget[];
  contactId: string | null;
  contactIsNew: boolean;
  /** Keys the contact does not have yet. */
  newKeys: string[];
  /** The contact gains something from this event. */
  contactChanges: boolean;
};

type Found = {
  triggers:
    | { flow_id: string; version_id: string; plugin_id: string | null; filter: Condition | null }[]
    | null;
  keys: { key: string; contact_id: string }[] | null;
  contact: { name: string; email: string | null; phone: string | null; external_id: string | null } | null;
};

const FIND_SQL = {
  name: "accept-find",
  text: `
    with keys as (select key, contact_id, array_position($3::text[], key) as place from contact_keys where workspace_id = $1 and key = any($3))
    select
      (select json_agg(json_build_object('flow_id', flow_id, 'version_id', version_id, 'plugin_id', plugin_id, 'filter', filter) order by flow_id)
         from flow_triggers where workspace_id = $1 and event_type = $2) as triggers,
      (select json_agg(json_build_object('key', key, 'contact_id', contact_id) order by place) from keys) as keys,
      (select json_build_object('name', name, 'email', email, 'phone', phone, 'external_id', external_id) from contacts
        where workspace_id = $1 and id = (select contact_id from keys order by place limit 1)) as contact`,
};

export async function findAcceptTargets(
  tx: Tx,
  input: EventInput,
  type: string,
  contact: ContactIdentity,
): Promise<AcceptTargets> {
  const { rows } = await tx.query<Found>({ ...FIND_SQL, values: [input.workspaceId, type, contact.keys] });
  const found = rows[0] ?? { triggers: null, keys: null, contact: null };
  const starts = input.onlyFlowId ? [await flowToStart(tx, input, input.onlyFlowId)] : matching(found, input);
  const known = found.keys ?? [];
  const contactId = known[0]?.contact_id ?? null;
  const newKeys = contact.keys.filter((key) => !known.some((row) => row.key === key));
  const current = found.contact;
  const contactChanges =
    current !== null &&
    Boolean(
      (!current.name && contact.name) ||
        (!current.email && contact.email) ||
        (!current.phone && contact.phone) ||
        (!current.external_id && contact.externalId),
    );
  if (contact.keys.length === 0)
    return { starts, contactId: null, contactIsNew: false, newKeys: [], contactChanges: false };
  return {
    starts,
    contactId: contactId ?? newId(),
    contactIsNew: contactId === null,
    newKeys,
    contactChanges,
  };
}

function matching(found: Found, input: EventInput): StartTarget[] {
  if ((input.causedBy?.depth ?? 0) >= LIMITS.causationDepth) return [];
  const starts = new Map<string, StartTarget>();
  const scope = payloadScope(input.payload, now());
  for (const trigger of found.triggers ?? []) {
    if (trigger.plugin_id && trigger.plugin_id !== input.source) continue;
    if (trigger.filter && !evaluateCondition(trigger.filter, scope)) continue;
    starts.set(trigger.flow_id, { flowId: trigger.flow_id, versionId: trigger.version_id });
  }
  return [...starts.values()];
}

/** A flow started by hand: its published version, or for a test the draft, kept as a hidden version (numbers below zero). */
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
  if (flow.active_version_id) return { flowId, versionId: flow.active_version_id };
  if (input.mode !== "test")
    throw new AppError("conflict", `“${flow.name}” was never published. Publish it, or run it as a test.`);
  const made = await tx.query<{ id: string }>(
    `insert into flow_versions (id, workspace_id, flow_id, number, definition, note) values ($1, $2, $3, $4, $5, 'test of the draft')
     on conflict (flow_id, number) do update set note = flow_versions.note returning id`,
    [newId(), input.workspaceId, flowId, -flow.draft_revision, JSON.stringify(flow.draft)],
  );
  return { flowId, versionId: made.rows[0]?.id ?? "" };
}
