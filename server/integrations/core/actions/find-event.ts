import * as z from "zod";
import { ActionError } from "@/server/domain/errors";
import { canonicalEventType } from "@/server/domain/event-type";
import { localInstant } from "@/server/domain/local-instant";
import { containsJson } from "@/server/domain/simulate/contains-json";
import { type EventFound, findEvents } from "@/server/records/find-events";
import { defineAction, stepTransaction } from "../../action";
import { stepContact } from "../../crm/step-contact";

/**
 * Whether something has happened to the contact already, as far as Baton has heard of it: asked right before a message
 * leaves, it also finds what came before the flow began, late, or in another order.
 */
export const findEvent = defineAction({
  key: "find_event",
  title: "Look up an event",
  description: "Whether something has happened to the contact already: a payment, a booking, a call.",
  category: "core",
  icon: "file-search",
  input: z.object({
    event_types: z
      .union([z.string().max(2_000), z.array(z.string().max(200)).max(20)], { error: "Say which event." })
      .meta({
        title: "Event",
        description: "Or several, with commas between them.",
        placeholder: "payment.received",
        widget: "text",
      }),
    match: z.record(z.string(), z.json()).default({}).meta({
      title: "With",
      description: "Fields that it must have brought. One that is empty here is not compared.",
      placeholder: '{ "order_id": "{{trigger.order_id}}" }',
      widget: "json",
    }),
    since: z.string().max(100).optional().meta({
      title: "Since",
      description: "Left out: ever, as far as events are kept.",
      placeholder: "{{now - 7 days}}",
      widget: "datetime",
    }),
    contact: z.string().max(254).optional().meta({
      title: "Contact",
      description: "Id, email or phone. Left out: the run's contact.",
      widget: "contact",
    }),
  }),
  aliases: { event_type: "event_types", event: "event_types", contact_id: "contact" },
  fill: [],
  sampleOutput: { found: false, count: 0, event_type: null, at: null, event: null },
  effect: "internal",
  simulate: ({ event_types, match, since }, { heard, timezone }) => {
    const types = typesOf(event_types);
    const from = instantOf(since, timezone);
    const found = heard.filter(
      ({ type, payload, at }) =>
        types.includes(type) && containsJson(payload, compared(match)) && (!from || at >= from),
    );
    const latest = found.at(-1);
    return { output: looked(found.length, latest ?? null) };
  },
  async run({ event_types, match, since, contact }, ctx): Promise<Looked> {
    const tx = stepTransaction(ctx);
    const types = typesOf(event_types);
    const from = instantOf(since, ctx.timezone);
    const contactId = await stepContact(ctx, contact, "Nothing looked up");
    const wanted = { contactId, types, match: compared(match), from };
    const { count, latest } = await findEvents(tx, ctx.workspaceId, wanted);
    return looked(count, latest);
  },
});

function typesOf(given: string | string[]): string[] {
  const types = (typeof given === "string" ? given.split(",") : given)
    .map((type) => canonicalEventType(type.trim()))
    .filter(Boolean);
  if (types.length === 0) throw new ActionError("invalid_input", "Nothing looked up: say which event.");
  return types;
}

function instantOf(since: string | undefined, zone: string): Date | null {
  const from = since ? localInstant(since, zone) : null;
  if (since && !from)
    throw new ActionError(
      "invalid_date",
      `Nothing looked up: “${since}” is no date. Write 2026-03-12T15:00:00Z or {{now - 7 days}}.`,
    );
  return from;
}

/** A reference that led nowhere asks for nothing. */
const compared = (match: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(match).filter(([, value]) => value !== null && value !== ""));

type Looked = {
  found: boolean;
  count: number;
  event_type: string | null;
  at: string | null;
  event: Record<string, unknown> | null;
};

const looked = (count: number, latest: EventFound | null): Looked => ({
  found: latest !== null,
  count,
  event_type: latest?.type ?? null,
  at: latest?.at.toISOString() ?? null,
  event: latest?.payload ?? null,
});
