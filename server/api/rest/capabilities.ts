import * as z from "zod";
import { type EventKind, eventCatalogue } from "@/server/domain/event-catalogue";
import { type ActionManifest, manifest } from "@/server/integrations/registry";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";

const described = z.record(z.string(), z.unknown());

/** Baton described as plugins describe themselves. */
export const capabilities = restRoute(
  {
    method: "GET",
    path: "/api/capabilities",
    tag: "Actions",
    summary: "What the platform can do",
    description: "Baton's own triggers and actions, as a plugin tells its own.",
    access: { kind: "bearer", scope: "actions:run" },
    params: nothing,
    query: nothing,
    body: nothing,
    success: {
      status: 200,
      description: "The plugin “platform”.",
      schema: z.object({
        name: z.string(),
        slug: z.literal("platform"),
        triggers: z.array(described),
        actions: z.array(described),
        conditions: z.array(described),
        health: z.literal("healthy"),
        last_updated: z.iso.datetime(),
      }),
    },
  },
  async () => ({
    body: {
      name: "Baton",
      slug: "platform",
      triggers: eventCatalogue.filter(({ origin }) => origin !== "flow").map(triggerOf),
      actions: manifest().map(actionOf),
      conditions: [],
      health: "healthy",
      last_updated: startedAt(),
    },
  }),
);

/** What a process can do changes with its code. */
const startedAt = (): string => new Date(performance.timeOrigin).toISOString();

const triggerOf = ({ type, words, sample }: EventKind) => ({
  id: type,
  name: `When ${words}`,
  description: `When ${words}.`,
  event_types: [type],
  output_schema: Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, typeName(value)])),
});

const actionOf = (action: ActionManifest) => ({
  id: action.key,
  action_type: action.key,
  name: action.title,
  title: action.title,
  description: action.description,
  category: action.category,
  endpoint: "/api/events/automation",
  method: "POST",
  required_fields: action.required,
  input_schema: action.inputSchema,
  output_schema: isRecord(action.sampleOutput)
    ? Object.fromEntries(Object.entries(action.sampleOutput).map(([name, value]) => [name, typeName(value)]))
    : {},
});

const typeName = (value: unknown) =>
  Array.isArray(value) ? "array" : value === null ? "string" : typeof value;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
