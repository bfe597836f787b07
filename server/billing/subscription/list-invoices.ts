import type Stripe from "stripe";
import type { WorkspaceId } from "../../domain/workspace";
import { isBillingConfigured } from "../stripe-client";
import { knownCustomer } from "../stripe-customer";
import { askStripe } from "./ask-stripe";

export type Invoice = {
  id: string;
  number: string | null;
  at: Date;
  totalCents: number;
  currency: string;
  status: string;
  pdfUrl: string | null;
  pageUrl: string | null;
};
export type InvoicePage = { invoices: Invoice[]; nextCursor: string | null };

const PAGE = 20;

/** What was billed, the newest first; from Stripe, which alone knows. Drafts may still change and are left out. */
export async function listInvoices(workspaceId: WorkspaceId, cursor: string | null): Promise<InvoicePage> {
  const customer = await knownCustomer(workspaceId);
  if (!customer || !isBillingConfigured()) return { invoices: [], nextCursor: null };
  return askStripe(async (client) => {
    const { data, has_more } = await client.invoices.list({
      ...{ customer, limit: PAGE },
      ...(cursor && { starting_after: cursor }),
    });
    return {
      invoices: data.filter(({ status }) => status !== "draft").map(invoiceOf),
      nextCursor: has_more ? (data.at(-1)?.id ?? null) : null,
    };
  });
}

function invoiceOf(invoice: Stripe.Invoice): Invoice {
  return {
    id: invoice.id,
    number: invoice.number,
    at: new Date((invoice.status_transitions.finalized_at ?? invoice.created) * 1000),
    totalCents: invoice.total,
    currency: invoice.currency,
    status: invoice.status ?? "open",
    pdfUrl: invoice.invoice_pdf ?? null,
    pageUrl: invoice.hosted_invoice_url ?? null,
  };
}
