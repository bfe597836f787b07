import * as z from "zod";
import { type FlowDefinition, type FlowTrigger, flowStatusSchema } from "@/server/domain/flow";
import type { WorkspaceId } from "@/server/domain/workspace";
import { readFlow } from "@/server/features/flows/data";
import { problemsOf } from "@/server/features/flows/service";

const documentSchema = z.record(z.string(), z.unknown());

/** A flow in both spellings: its definition, and `trigger_event` with `flow_definition`. */
export const workflowSchema = z.object({
  id: z.uuid(),
  external_id: z.string().nullable().meta({ description: "The id that it was posted with." }),
  name: z.string(),
  description: z.string(),
  status: flowStatusSchema,
  version: z.int().nullable().meta({ description: "Of what is published; null when nothing is." }),
  has_unpublished_changes: z.boolean(),
  trigger_event: z.string().nullable().meta({ description: "Null when no event starts it." }),
  definition: documentSchema.meta({ description: "The draft: what the next publishing makes live." }),
  flow_definition: documentSchema.meta({ description: "The same without its trigger." }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

/** With what is missing for it to run well, such as a plugin that is not installed. */
export const checkedWorkflowSchema = workflowSchema.extend({
  problems: z.array(
    z.object({
      severity: z.enum(["structure", "catalogue"]),
      step_id: z.string().nullable(),
      field: z.string(),
      message: z.string(),
    }),
  ),
});

export async function workflowAnswer(
  workspaceId: WorkspaceId,
  flowId: string,
): Promise<z.input<typeof checkedWorkflowSchema>> {
  const flow = await readFlow(workspaceId, flowId);
  const problems = await problemsOf(workspaceId, flow.draft);
  return {
    id: flow.id,
    external_id: flow.externalId,
    name: flow.name,
    description: flow.description,
    status: flow.status,
    version: flow.activeVersion?.number ?? null,
    has_unpublished_changes: flow.hasUnpublishedChanges,
    ...bothSpellings(flow.draft),
    created_at: flow.createdAt.toISOString(),
    updated_at: flow.updatedAt.toISOString(),
    problems: problems.map(({ stepId, ...problem }) => ({ step_id: stepId, ...problem })),
  };
}

export function bothSpellings(definition: FlowDefinition) {
  const { trigger, ...rest } = definition;
  return { trigger_event: triggerEvent(trigger), definition, flow_definition: rest };
}

const triggerEvent = (trigger: FlowTrigger) =>
  trigger.type === "event" ? (trigger.event_types[0] ?? null) : null;
