import * as z from "zod";
import { toJson } from "@/server/db/json";

export type WorkflowDocument = Record<string, unknown>;

/** A posted flow in any of its forms, without the characters that the database cannot keep. */
export const workflowDocument = z
  .record(z.string(), z.unknown(), "Has to be a JSON object with a name, a trigger and steps.")
  .transform((body): WorkflowDocument => withOneSpelling(body))
  .meta({
    description:
      "The document: id, name, description, status, and either definition, or trigger and steps, or trigger_event and flow_definition.",
    properties: {
      id: { type: "string", description: "Your id of the flow; every address takes it." },
      name: { type: "string" },
      description: { type: "string" },
      status: {
        enum: ["draft", "active", "paused", "archived"],
        description: "active publishes it and turns it on.",
      },
      trigger_event: { type: "string" },
      flow_definition: { type: "object" },
      definition: { type: "object" },
    },
  });

/** What we answered carries both spellings. Posted back, the definition counts: the other one says less. */
function withOneSpelling(body: WorkflowDocument): WorkflowDocument {
  const document: WorkflowDocument = JSON.parse(toJson(body));
  if (document.definition === undefined || document.definition === null) return document;
  const { flow_definition, trigger_event, ...rest } = document;
  return rest;
}
