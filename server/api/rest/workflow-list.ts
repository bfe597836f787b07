import * as z from "zod";
import { prisma } from "@/server/db/prisma";
import { flowDefinitionSchema, flowStatusSchema } from "@/server/domain/flow";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type FlowListItem, flowCursorSchema, listFlows } from "@/server/features/flows/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { bothSpellings, workflowSchema } from "./workflow-answer";
import { nextCursorSchema, readCursor, workflowPage, writeCursor } from "./workflow-page";

/** By the time of their creation, so that nothing moves to another page while it is read. */
export const workflowList = restRoute(
  {
    method: "GET",
    path: "/api/workflows",
    tag: "Workflows",
    summary: "List flows",
    description: "The newest first. Archived ones only when they are asked for.",
    access: { kind: "bearer", scope: "flows:read" },
    params: nothing,
    query: z.object({
      ...workflowPage,
      status: flowStatusSchema.optional().meta({ description: "Only flows with this status." }),
    }),
    body: nothing,
    success: {
      status: 200,
      description: "A page of flows.",
      schema: z.object({ workflows: z.array(workflowSchema), next_cursor: nextCursorSchema }),
    },
  },
  async ({ workspaceId, query: { limit, cursor, status } }) => {
    const everywhere = { q: "", folder: "", tags: [] };
    const filter = { ...everywhere, status: status ? [status] : [], sort: "created" as const, limit };
    const { flows, nextCursor } = await listFlows(workspaceId, filter, readCursor(flowCursorSchema, cursor));
    const drafts = await draftsOf(workspaceId, flows);
    const workflows = flows.flatMap((flow) => {
      const draft = drafts.get(flow.id);
      return draft ? [{ ...itemAnswer(flow), ...bothSpellings(draft) }] : [];
    });
    return { body: { workflows, next_cursor: writeCursor(nextCursor) } };
  },
);

const itemAnswer = (flow: FlowListItem) => ({
  id: flow.id,
  external_id: flow.externalId,
  name: flow.name,
  description: flow.description,
  status: flow.status,
  version: flow.version,
  has_unpublished_changes: flow.hasUnpublishedChanges,
  created_at: flow.createdAt.toISOString(),
  updated_at: flow.updatedAt.toISOString(),
});

/** Of all flows of the page at once. */
async function draftsOf(workspaceId: WorkspaceId, flows: FlowListItem[]) {
  const rows = await prisma().flow.findMany({
    where: { workspaceId, id: { in: flows.map(({ id }) => id) } },
    select: { id: true, draft: true },
  });
  return new Map(rows.map(({ id, draft }) => [id, flowDefinitionSchema.parse(draft)]));
}
