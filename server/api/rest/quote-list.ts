import * as z from "zod";
import { quoteDocument, quoteDocumentSchema, quoteStatuses } from "@/server/domain/quote";
import { listQuotes, quoteCursorSchema } from "@/server/features/quotes/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { nextCursorSchema, readCursor, workflowPage, writeCursor } from "./workflow-page";

export const quoteList = restRoute(
  {
    method: "GET",
    path: "/api/quotes",
    tag: "Quotes",
    summary: "List quotes",
    description: "The newest first.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: z.object({
      ...workflowPage,
      status: z
        .enum(quoteStatuses, `Has to be ${quoteStatuses.join(", ")}.`)
        .optional()
        .meta({ description: "Only quotes with this status." }),
    }),
    body: nothing,
    success: {
      status: 200,
      description: "A page of quotes.",
      schema: z.object({ quotes: z.array(quoteDocumentSchema), next_cursor: nextCursorSchema }),
    },
  },
  async ({ workspaceId, query: { cursor, ...filter } }) => {
    const after = readCursor(quoteCursorSchema, cursor);
    const { quotes, nextCursor } = await listQuotes(
      workspaceId,
      { status: filter.status ?? null, limit: filter.limit },
      after,
    );
    return { body: { quotes: quotes.map(quoteDocument), next_cursor: writeCursor(nextCursor) } };
  },
);
