import * as z from "zod";
import { reviewDocument, reviewDocumentSchema } from "@/server/domain/review";
import { listReviews, reviewCursorSchema } from "@/server/features/reviews/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { nextCursorSchema, readCursor, workflowPage, writeCursor } from "./workflow-page";

export const reviewList = restRoute(
  {
    method: "GET",
    path: "/api/reviews",
    tag: "Reviews",
    summary: "List reviews",
    description: "The newest first.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: z.object({
      ...workflowPage,
      site: z.string().max(100).optional().meta({ description: "Only reviews on this site." }),
    }),
    body: nothing,
    success: {
      status: 200,
      description: "A page of reviews.",
      schema: z.object({ reviews: z.array(reviewDocumentSchema), next_cursor: nextCursorSchema }),
    },
  },
  async ({ workspaceId, query: { cursor, site, limit } }) => {
    const after = readCursor(reviewCursorSchema, cursor);
    const { reviews, nextCursor } = await listReviews(workspaceId, { site: site ?? null, limit }, after);
    return { body: { reviews: reviews.map(reviewDocument), next_cursor: writeCursor(nextCursor) } };
  },
);
