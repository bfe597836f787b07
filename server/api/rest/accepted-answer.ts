import * as z from "zod";
import { NOT_STARTED_WORDS, notStartedReasonSchema } from "@/server/domain/not-started-words";
import type { Accepted } from "@/server/engine/accept-event";
import type { RestAnswer } from "./rest-route";

export const acceptedSchema = z.object({
  event_id: z.uuid(),
  duplicate: z.boolean().meta({ description: "It was sent before; the runs are those of the first time." }),
  runs: z
    .array(z.object({ id: z.uuid(), flow_id: z.uuid() }))
    .meta({ description: "One for each flow that it started." }),
  not_started: z
    .array(z.object({ flow_id: z.uuid(), reason: notStartedReasonSchema, message: z.string() }))
    .meta({ description: "Flows that it matched and did not start, and why." }),
});

/** 202: it is in the database, and stays whatever happens next. */
export const acceptedContract = {
  status: 202,
  description: "The event is kept and its runs are queued.",
  schema: acceptedSchema,
};

export function acceptedAnswer({ eventId, duplicate, runs, notStarted }: Accepted): RestAnswer {
  const body: z.input<typeof acceptedSchema> = {
    event_id: eventId,
    duplicate,
    runs: runs.map(({ id, flowId }) => ({ id, flow_id: flowId })),
    not_started: notStarted.map(({ flowId, reason }) => ({
      flow_id: flowId,
      reason,
      message: NOT_STARTED_WORDS[reason],
    })),
  };
  return { body };
}
