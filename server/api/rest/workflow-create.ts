import * as z from "zod";
import { isUuid } from "@/server/db/id";
import { AppError } from "@/server/domain/errors";
import type { ImportedFlow } from "@/server/domain/import-flow";
import type { WorkspaceId } from "@/server/domain/workspace";
import { resolveFlowId } from "@/server/features/flows/data";
import { changeFlow, createFlow } from "@/server/features/flows/mutations";
import { readDocument } from "@/server/features/flows/service";
import type { Actor } from "@/server/ops/audit";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { checkedWorkflowSchema, workflowAnswer } from "./workflow-answer";
import { workflowDocument } from "./workflow-document";

export const workflowCreate = restRoute(
  {
    method: "POST",
    path: "/api/workflows/create",
    tag: "Workflows",
    summary: "Create a flow",
    description:
      "From a document in any of its forms. Without a status it is a draft; “active” publishes it and turns it on. An id that is there already is refused with its existing_id; with ?on_conflict=draft its draft is replaced instead (200), and what is published stays. “active” is refused (409) with the number of people when it may reach more than the workspace allows without an approval.",
    access: { kind: "bearer", scope: "flows:write" },
    params: nothing,
    query: z.object({
      on_conflict: z
        .enum(["draft"], "Has to be draft, or be left out.")
        .optional()
        .meta({ description: "draft: replace the draft of the flow that has this id." }),
    }),
    body: workflowDocument,
    success: { status: 201, description: "The new flow.", schema: checkedWorkflowSchema },
    refusals: ["conflict", "payment_required"],
  },
  async ({ workspaceId, credential: { actor }, body, query }) => {
    const flow = readDocument(body);
    const { id, created } = await createOrReplace(workspaceId, actor, flow, query.on_conflict === "draft");
    return {
      status: created ? 201 : 200,
      headers: { location: `/api/workflows/${id}` },
      body: await workflowAnswer(workspaceId, id),
    };
  },
);

async function createOrReplace(
  workspaceId: WorkspaceId,
  actor: Actor,
  flow: ImportedFlow,
  mayReplace: boolean,
): Promise<{ id: string; created: boolean }> {
  try {
    await refuseOwnId(workspaceId, flow.externalId);
    return { ...(await createFlow(workspaceId, actor, flow)), created: true };
  } catch (error) {
    const existingId = error instanceof AppError ? error.details.existingId : undefined;
    if (!mayReplace || !existingId) throw error;
    const { name, description, definition } = flow;
    await changeFlow(workspaceId, actor, existingId, { name, description, definition });
    return { id: existingId, created: false };
  }
}

/** Our own id of a flow, posted as the id of another, would never lead to that one. */
async function refuseOwnId(workspaceId: WorkspaceId, externalId: string | null): Promise<void> {
  if (!externalId || !isUuid(externalId)) return;
  const existingId = await resolveFlowId(workspaceId, externalId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
  if (existingId)
    throw new AppError(
      "conflict",
      `${externalId} is a flow of this workspace. Change it with PATCH, post with ?on_conflict=draft to replace its draft, or leave the id out.`,
      { existingId },
    );
}
