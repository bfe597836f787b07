import * as z from "zod";
import { listRoute, type Route, route } from "../http/route";
import type { JsonObject } from "../json";
import { missing } from "../stripe-failure";
import type { World } from "../world";
import { metadata, newestFirst, nothing } from "./inputs";

const endpointInput = z.strictObject({
  url: z.string(),
  enabled_events: z.array(z.string()),
  api_version: z.string().optional(),
  description: z.string().optional(),
  metadata: metadata.optional(),
});
const endpointChange = z.strictObject({
  url: z.string().optional(),
  enabled_events: z.array(z.string()).optional(),
  disabled: z.boolean().optional(),
});
const destinationInput = z.strictObject({
  name: z.string(),
  type: z.literal("webhook_endpoint"),
  event_payload: z.enum(["thin", "snapshot"]),
  enabled_events: z.array(z.string()),
  webhook_endpoint: z.strictObject({ url: z.string() }),
  description: z.string().optional(),
  include: z.array(z.string()).optional(),
});
const includeInput = z.looseObject({ include: z.array(z.string()).optional() });

/** Registered addresses; where the stand-in really sends to is up to whoever starts it. */
export const webhookEndpointRoutes: Route[] = [
  route("POST", "/v1/webhook_endpoints", endpointInput, (world, input) => {
    const endpoint = {
      id: world.id("we"),
      object: "webhook_endpoint",
      api_version: input.api_version ?? null,
      application: null,
      created: world.now(),
      description: input.description ?? null,
      enabled_events: input.enabled_events,
      livemode: false,
      metadata: input.metadata ?? {},
      status: "enabled",
      url: input.url,
    };
    world.webhookEndpoints.set(endpoint.id, endpoint);
    // The secret is told once.
    return { ...endpoint, secret: world.secrets.snapshot };
  }),
  route("POST", "/v1/webhook_endpoints/{id}", endpointChange, (world, input, id) => {
    const before = existing(world.webhookEndpoints, "webhook_endpoint", id);
    const endpoint = {
      ...before,
      url: input.url ?? before.url,
      enabled_events: input.enabled_events ?? before.enabled_events,
      status: input.disabled === undefined ? before.status : input.disabled ? "disabled" : "enabled",
    };
    world.webhookEndpoints.set(id, endpoint);
    return endpoint;
  }),
  route("DELETE", "/v1/webhook_endpoints/{id}", nothing, (world, _, id) => {
    world.webhookEndpoints.delete(String(existing(world.webhookEndpoints, "webhook_endpoint", id).id));
    return { id, object: "webhook_endpoint", deleted: true };
  }),
  listRoute("/v1/webhook_endpoints", nothing, (world) => newestFirst(world.webhookEndpoints)),
  route("POST", "/v2/core/event_destinations", destinationInput, (world, input) => {
    const now = new Date(world.now() * 1000).toISOString();
    const destination = {
      id: world.id("ed_test"),
      object: "v2.core.event_destination",
      created: now,
      description: input.description ?? "",
      enabled_events: input.enabled_events,
      event_payload: input.event_payload,
      livemode: false,
      name: input.name,
      status: "enabled",
      type: input.type,
      updated: now,
      webhook_endpoint: { url: input.webhook_endpoint.url, signing_secret: world.secrets.thin },
    };
    world.eventDestinations.set(destination.id, destination);
    return included(destination, input.include);
  }),
  route("GET", "/v2/core/event_destinations", includeInput, (world, input) => ({
    data: newestFirst(world.eventDestinations).map((destination) => included(destination, input.include)),
    next_page_url: null,
    previous_page_url: null,
  })),
  ...(["enable", "disable"] as const).map((verb) =>
    route("POST", `/v2/core/event_destinations/{id}/${verb}`, nothing, (world: World, _, id) => {
      const before = existing(world.eventDestinations, "event destination", id);
      const destination = { ...before, status: `${verb}d` };
      world.eventDestinations.set(id, destination);
      return included(destination);
    }),
  ),
];

/** The address and the secret are told only when they are asked for. */
function included(destination: JsonObject, include: string[] = []): JsonObject {
  const { webhook_endpoint: endpoint, ...rest } = destination;
  const fields = include.flatMap((path) => path.match(/^webhook_endpoint\.(.+)$/)?.[1] ?? []);
  if (!fields.length || typeof endpoint !== "object" || endpoint === null || Array.isArray(endpoint))
    return rest;
  return { ...rest, webhook_endpoint: Object.fromEntries(fields.map((field) => [field, endpoint[field]])) };
}

function existing(map: Map<string, JsonObject>, noun: string, id: string): JsonObject {
  const found = map.get(id);
  if (!found) throw missing(noun, id);
  return found;
}
