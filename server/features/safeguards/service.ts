/** How many people the first publish of a flow may reach. docs/decisions/first-publish-approval.md */
import { now } from "@/server/db/clock";
import type { Tx } from "@/server/db/pool";
import { evaluateCondition } from "@/server/domain/condition-evaluate";
import { contactFilterSchema } from "@/server/domain/contact-filter";
import { payloadScope } from "@/server/domain/data-scope";
import { canonicalEventType } from "@/server/domain/event-type";
import type { FlowDefinition } from "@/server/domain/flow";
import { mayReachPeople, type Reach } from "@/server/domain/flow-reach";
import type { ActionStep } from "@/server/domain/step";
import type { WorkspaceId } from "@/server/domain/workspace";
import { birthdaysOn } from "@/server/integrations/crm/birthdays-on";
import { findAction } from "@/server/integrations/registry";
import { findPluginAction } from "@/server/plugins/find-plugin-action";
import { countContacts } from "@/server/records/search-contacts";

const DAY_MS = 86_400_000;
const REACH_DAYS = 30;
/** Beyond so many events it says "at least". */
const MOST_EVENTS = 100_000;
/** A filter looks into the payload of each event. */
const MOST_FILTERED = 20_000;
const PAGE = 1_000;
const MOST_CONTACTS = 1_000_000;

const nobody = (counted: string): Reach => ({ people: 0, atLeast: false, counted });

export async function countReach(
  tx: Tx,
  workspaceId: WorkspaceId,
  definition: FlowDefinition,
): Promise<Reach> {
  if (!(await writesToPeople(workspaceId, definition)))
    return nobody("would hear of it: none of its steps writes to anybody");
  const { trigger } = definition;
  if (trigger.type === "event") return namedByEvents(tx, workspaceId, trigger);
  const finding = definition.steps.find(
    (step): step is ActionStep =>
      step.type === "action" && findAction(step.action_id)?.key === "find_contacts",
  );
  if (finding) return foundContacts(tx, workspaceId, finding);
  return nobody(
    trigger.type === "webhook"
      ? "is known to come by its webhook yet"
      : "is named by what starts it: whom it writes to stands in its steps",
  );
}

async function writesToPeople(workspaceId: WorkspaceId, definition: FlowDefinition): Promise<boolean> {
  const steps = [...definition.steps, ...definition.error_handlers];
  const writing = new Set<ActionStep>();
  for (const step of steps)
    if (step.type === "action" && (await writes(workspaceId, step))) writing.add(step);
  return mayReachPeople(definition, (step) => writing.has(step));
}

async function writes(workspaceId: WorkspaceId, step: ActionStep): Promise<boolean> {
  const own = step.plugin_id && step.plugin_id !== "platform" ? null : findAction(step.action_id);
  if (own?.key === "start_flow") return true;
  // A notification that leaves as an email or a text.
  if (own?.delegate) return step.config.channel === "email" || step.config.channel === "sms";
  if (own) return own.messaging !== null;
  const found = await findPluginAction(workspaceId, step.plugin_id ?? null, step.action_id);
  return found.ok && found.action.messaging !== null;
}

type EventTrigger = Extract<FlowDefinition["trigger"], { type: "event" }>;

/** Whom events that would have started it named, in the last days. */
async function namedByEvents(tx: Tx, workspaceId: WorkspaceId, trigger: EventTrigger): Promise<Reach> {
  const types = [...new Set(trigger.event_types.map(canonicalEventType))];
  const source = !trigger.plugin_id || trigger.plugin_id === "platform" ? null : trigger.plugin_id;
  const since = new Date(now().getTime() - REACH_DAYS * DAY_MS);
  const counted = `were named by ${types.map((type) => `“${type}”`).join(" or ")} in the last ${REACH_DAYS} days`;
  if (trigger.filter) {
    const { people, atLeast } = await meetingFilter(tx, workspaceId, { ...trigger, types, source, since });
    return { people, atLeast, counted: `${counted} by events that meet its filter` };
  }
  const { rows } = await tx.query<{ people: number; events: number }>(
    `select count(distinct coalesce(contact_id::text, subject))::int as people, count(*)::int as events from (
       select contact_id, subject from events where workspace_id = $1::uuid and type = any($2::text[]) and created_at >= $3::timestamptz
         and ($4::text is null or source = $4::text) limit $5::int) named`,
    [workspaceId, types, since, source, MOST_EVENTS],
  );
  const { people = 0, events = 0 } = rows[0] ?? {};
  return { people, atLeast: events >= MOST_EVENTS, counted };
}

type Filtered = Pick<EventTrigger, "filter"> & { types: string[]; source: string | null; since: Date };
type Named = { id: string; at: Date; who: string; payload: Record<string, unknown> };

async function meetingFilter(
  tx: Tx,
  workspaceId: WorkspaceId,
  { filter, types, source, since }: Filtered,
): Promise<{ people: number; atLeast: boolean }> {
  const people = new Set<string>();
  let after: Pick<Named, "at" | "id"> | undefined;
  for (let seen = 0; seen < MOST_FILTERED; seen += PAGE) {
    const { rows }: { rows: Named[] } = await tx.query<Named>(
      `select e.id, e.created_at as at, coalesce(e.contact_id::text, e.subject) as who, coalesce(e.payload, p.body, '{}') as payload
       from events e left join payloads p on p.id = e.payload_id and p.workspace_id = e.workspace_id
       where e.workspace_id = $1::uuid and e.type = any($2::text[]) and e.created_at >= $3::timestamptz and ($4::text is null or e.source = $4::text)
         and coalesce(e.contact_id::text, e.subject) is not null and ($5::timestamptz is null or (e.created_at, e.id) < ($5::timestamptz, $6::uuid))
       order by e.created_at desc, e.id desc limit $7::int`,
      [workspaceId, types, since, source, after?.at ?? null, after?.id ?? null, PAGE],
    );
    for (const { who, payload } of rows)
      if (!people.has(who) && filter && evaluateCondition(filter, payloadScope(payload, now())))
        people.add(who);
    after = rows.at(-1);
    if (rows.length < PAGE) return { people: people.size, atLeast: false };
  }
  return { people: people.size, atLeast: true };
}

/** Of a flow that looks for its people itself: those who fit today, and everybody whose birthday comes within the days. */
async function foundContacts(tx: Tx, workspaceId: WorkspaceId, { config }: ActionStep): Promise<Reach> {
  const word = (field: string): string | null => {
    const value = config[field];
    return typeof value === "string" && value.trim() !== "" && !value.includes("{{") ? value.trim() : null;
  };
  const list = (text: string | null) => (text ? [text] : []);
  const birthdays = [...Array(REACH_DAYS).keys()].flatMap((day) =>
    birthdaysOn(new Date(now().getTime() + day * DAY_MS), "UTC"),
  );
  const filter = contactFilterSchema.safeParse({
    q: word("search") ?? word("q") ?? "",
    kind: word("kind"),
    status: list(word("status")),
    tag: list(word("tag") ?? word("tags")),
    lead_type: word("lead_type"),
    consent: word("consent"),
    min_score: typeof config.min_score === "number" ? Math.ceil(config.min_score) : null,
    birthday: word("birthday") === "today" ? [...new Set(birthdays)].slice(0, 31) : null,
  });
  const { count, capped } = await countContacts(
    tx,
    workspaceId,
    filter.success ? filter.data : contactFilterSchema.parse({}),
    MOST_CONTACTS,
  );
  return { people: count, atLeast: capped, counted: "fit what its step “Find contacts” looks for" };
}
