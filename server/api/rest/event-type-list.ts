import * as z from "zod";
import { type EventKind, eventCatalogue } from "@/server/domain/event-catalogue";
import { eventCategories } from "@/server/domain/event-catalogue/event-family";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";

const origins = ["baton", "outside", "flow"] as const;

const eventType = z.object({
  type: z.string().meta({ example: "customer.created" }),
  description: z.string().meta({ example: "When a customer is created" }),
  category: z.enum(eventCategories),
  origin: z.enum(origins).meta({
    description:
      "baton: Baton emits it, and takes it from others. outside: it only comes from others. flow: it starts one flow alone.",
  }),
  payload_schema: z.record(z.string(), z.unknown()).meta({ description: "JSON Schema of the payload." }),
  sample: z.record(z.string(), z.unknown()).meta({ description: "A payload as it may come." }),
});

export const eventTypeList = restRoute(
  {
    method: "GET",
    path: "/api/event-types",
    tag: "Events",
    summary: "List the events that have a name",
    description:
      "What each brings, with a sample to send. Any other type is accepted as well, and what you post under one of these names is taken as it is.",
    access: { kind: "bearer", scope: "events:write" },
    params: nothing,
    query: z.object({
      category: z.enum(eventCategories, "There is no such category.").optional(),
      origin: z.enum(origins, "Has to be baton, outside or flow.").optional(),
    }),
    body: nothing,
    success: {
      status: 200,
      description: "The catalogue.",
      schema: z.object({ event_types: z.array(eventType) }),
    },
  },
  async ({ query: { category, origin } }) => ({
    body: {
      event_types: documents().filter(
        (kind) => (!category || kind.category === category) && (!origin || kind.origin === origin),
      ),
    },
  }),
);

type EventTypeDocument = z.input<typeof eventType>;
let made: EventTypeDocument[] | undefined;

/** The same for as long as the process lives. */
function documents(): EventTypeDocument[] {
  made ??= eventCatalogue.map(documentOf);
  return made;
}

const documentOf = ({ type, words, category, origin, payload, sample }: EventKind): EventTypeDocument => {
  const { $schema: _, ...payload_schema } = z.toJSONSchema(payload);
  return {
    ...{ type, description: `When ${words}`, category, origin, payload_schema },
    sample: { ...sample },
  };
};
