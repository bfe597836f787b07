import { newQuoteSchema, quoteDocument, quoteDocumentSchema } from "@/server/domain/quote";
import { createQuote } from "@/server/features/quotes/mutations";
import { nothing } from "./contract";
import { idempotencyKeyOf } from "./idempotency-key";
import { restRoute } from "./rest-route";

export const quoteCreate = restRoute(
  {
    method: "POST",
    path: "/api/quotes",
    tag: "Quotes",
    summary: "Create a quote",
    description:
      "Emits quote.sent unless it is a draft. An id that is there already is refused with its existing_id.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: nothing,
    body: newQuoteSchema,
    idempotent: true,
    success: { status: 201, description: "The new quote.", schema: quoteDocumentSchema },
    refusals: ["conflict"],
  },
  async ({ workspaceId, credential, body, headers }) => {
    const quote = await createQuote(workspaceId, credential, body, idempotencyKeyOf(headers));
    return { headers: { location: `/api/quotes/${quote.id}` }, body: quoteDocument(quote) };
  },
);
