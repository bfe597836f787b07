import * as z from "zod";
import { MANUAL } from "@/server/domain/start-event";
import { acceptEvent } from "@/server/engine/accept-event";
import { resolveFlowId } from "@/server/features/flows/data";
import { acceptedAnswer, acceptedContract } from "./accepted-answer";
import { nothing } from "./contract";
import { idempotencyKeyOf } from "./idempotency-key";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

const dataSchema = z.record(z.string(), z.unknown(), "Has to be an object.");

export const workflowExecute = restRoute(
  {
    method: "POST",
    path: "/api/workflows/{id}/execute",
    tag: "Workflows",
    summary: "Run a flow",
    description:
      "Starts the published version, whatever its trigger is and whether it is on. The payload is what the run sees of its event.",
    access: { kind: "bearer", scope: "flows:write" },
    params: workflowParams,
    query: nothing,
    body: z.object(
      {
        payload: dataSchema.optional(),
        data: dataSchema.optional().meta({ description: "Another name of payload." }),
      },
      "Has to be a JSON object.",
    ),
    bodyOptional: true,
    idempotent: true,
    success: acceptedContract,
    refusals: ["conflict"],
  },
  async ({ workspaceId, params: { id }, body: { payload, data }, headers }) => {
    const flowId = await resolveFlowId(workspaceId, id);
    const key = idempotencyKeyOf(headers);
    const accepted = await acceptEvent({
      workspaceId,
      type: MANUAL,
      payload: payload ?? data ?? {},
      source: "manual",
      origin: "manual",
      onlyFlowId: flowId,
      // The same key for another flow is another request.
      ...(key !== undefined && { idempotencyKey: `${flowId}:${key}` }),
    });
    return acceptedAnswer(accepted);
  },
);
