import { quoteChangeSchema, quoteDocument, quoteDocumentSchema } from "@/server/domain/quote";
import { changeQuote } from "@/server/features/quotes/mutations";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

/** The same under both verbs: what is left out stays. */
export const quoteChange = { put: changeBy("PUT"), patch: changeBy("PATCH") };

function changeBy(method: "PUT" | "PATCH") {
  return restRoute(
    {
      method,
      path: "/api/quotes/{id}",
      tag: "Quotes",
      summary: "Change a quote",
      description:
        "What is left out stays. A new status emits quote.sent, quote.accepted, quote.declined or quote.expired.",
      access: { kind: "bearer", scope: "crm:write" },
      params: workflowParams,
      query: nothing,
      body: quoteChangeSchema,
      success: { status: 200, description: "The quote as it is now.", schema: quoteDocumentSchema },
      refusals: ["conflict"],
    },
    async ({ workspaceId, credential, params: { id }, body }) => ({
      body: quoteDocument(await changeQuote(workspaceId, credential, id, body)),
    }),
  );
}
