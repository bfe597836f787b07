import { quoteDocument, quoteDocumentSchema } from "@/server/domain/quote";
import { getQuote } from "@/server/features/quotes/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

export const quoteGet = restRoute(
  {
    method: "GET",
    path: "/api/quotes/{id}",
    tag: "Quotes",
    summary: "Get a quote",
    access: { kind: "bearer", scope: "crm:write" },
    params: workflowParams,
    query: nothing,
    body: nothing,
    success: { status: 200, description: "The quote.", schema: quoteDocumentSchema },
  },
  async ({ workspaceId, params: { id } }) => ({ body: quoteDocument(await getQuote(workspaceId, id)) }),
);
