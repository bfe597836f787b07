import * as z from "zod";
import { type FlowDefinition, flowStatusSchema } from "@/server/domain/flow";
import { importTrigger } from "@/server/domain/import-trigger";
import { readFlow, resolveFlowId } from "@/server/features/flows/data";
import { changeFlow } from "@/server/features/flows/mutations";
import { readDocument } from "@/server/features/flows/service";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { checkedWorkflowSchema, workflowAnswer } from "./workflow-answer";
import { type WorkflowDocument, workflowDocument } from "./workflow-document";
import { workflowParams } from "./workflow-params";

/** What a document says beside its definition. */
const aboutSchema = z.object({
  name: z
    .string("Has to be text.")
    .trim()
    .min(1, "Give the flow a name.")
    .max(255, "Use at most 255 characters.")
    .optional(),
  description: z.string("Has to be text.").trim().max(5_000, "Use at most 5,000 characters.").optional(),
  status: flowStatusSchema.nullish(),
});

/** Parts of a definition that may stand by themselves. */
const PARTS = [
  "trigger",
  "trigger_event",
  "steps",
  "error_handlers",
  "variables",
  "settings",
  "layout",
] as const;

const changeSchema = workflowDocument.transform((document, context) => {
  const about = aboutSchema.safeParse(document);
  if (!about.success) {
    for (const { path, message } of about.error.issues) context.addIssue({ code: "custom", path, message });
    return z.NEVER;
  }
  const changesDefinition = ["definition", "flow_definition", ...PARTS].some((part) =>
    isGiven(document, part),
  );
  const saysSomething = Object.values(about.data).some((value) => value !== undefined && value !== null);
  if (!changesDefinition && !saysSomething)
    context.addIssue({
      code: "custom",
      message: "Nothing to change. Send a name, a description, a status or a definition.",
    });
  return { about: about.data, document: changesDefinition ? document : null };
});

export const workflowChange = restRoute(
  {
    method: "PATCH",
    path: "/api/workflows/{id}",
    tag: "Workflows",
    summary: "Change a flow",
    description:
      "What is left out stays, of a definition too when its parts are sent by themselves. A definition changes the draft; with the status active it is published and turned on.",
    access: { kind: "bearer", scope: "flows:write" },
    params: workflowParams,
    query: nothing,
    body: changeSchema,
    success: { status: 200, description: "The flow as it is now.", schema: checkedWorkflowSchema },
    refusals: ["conflict", "payment_required"],
  },
  async ({ workspaceId, credential: { actor }, params: { id }, body: { about, document } }) => {
    const flowId = await resolveFlowId(workspaceId, id);
    if (document) {
      const { draft, draftRevision } = await readFlow(workspaceId, flowId);
      const { definition } = readDocument(completed(document, draft));
      // Whole definitions may be written over anything; parts only over the draft that they were put into.
      const revision = isGiven(document, "definition") ? undefined : draftRevision;
      await changeFlow(workspaceId, actor, flowId, { ...about, definition, revision });
    } else await changeFlow(workspaceId, actor, flowId, about);
    return { body: await workflowAnswer(workspaceId, flowId) };
  },
);

/** The document with what it leaves out, taken from the draft. Its name and id are not the definition's. */
function completed(document: WorkflowDocument, draft: FlowDefinition): WorkflowDocument {
  const { id, external_id, name, description, status, ...rest } = document;
  const given = Object.fromEntries(Object.entries(rest).filter(([part]) => isGiven(rest, part)));
  if (given.definition) return given;
  const { trigger, ...others } = draft;
  if (given.flow_definition) {
    const inner = isRecord(given.flow_definition) ? given.flow_definition : {};
    const saysWhen = [given, inner].some((part) => part.trigger || part.trigger_event);
    return saysWhen ? given : { ...given, trigger };
  }
  if (!given.trigger_event || given.trigger) return { trigger, ...others, ...given };
  // With its steps it is a simplified document; without them the steps there are no simplified ones.
  if (given.steps) return { ...others, ...given };
  const { trigger_event, ...parts } = given;
  return { ...others, ...parts, trigger: importTrigger(undefined, trigger_event) };
}

const isGiven = (document: WorkflowDocument, part: string): boolean =>
  document[part] !== undefined && document[part] !== null;

const isRecord = (value: unknown): value is WorkflowDocument =>
  typeof value === "object" && value !== null && !Array.isArray(value);
