import type * as z from "zod";
import { acceptEvent } from "@/server/engine/accept-event";
import { acceptedAnswer, acceptedContract } from "./accepted-answer";
import { nothing, type RestContract } from "./contract";
import { eventBodySchema } from "./event-body";
import { idempotencyKeyOf } from "./idempotency-key";
import { type RestAnswer, type RestCall, type RestRoute, restRoute } from "./rest-route";

/** Takes an event at `path`. It has more than one address: the API's own, and those of the documents Baton grew from. */
export function sendEvent(path: RestContract["path"], description: string): RestRoute {
  return restRoute(
    {
      method: "POST",
      path,
      tag: "Events",
      summary: "Send an event",
      description,
      access: { kind: "bearer", scope: "events:write" },
      params: nothing,
      query: nothing,
      body: eventBodySchema,
      idempotent: true,
      success: acceptedContract,
      refusals: ["conflict"],
    },
    accept,
  );
}

type Call = RestCall<z.output<typeof eventBodySchema>, unknown, unknown>;

async function accept({ workspaceId, credential, body, headers }: Call): Promise<RestAnswer> {
  const { source, messageId } = credential;
  const idempotencyKey = idempotencyKeyOf(headers) ?? messageId;
  return acceptedAnswer(await acceptEvent({ workspaceId, source, ...body, idempotencyKey }));
}
