import type { PageAnswer } from "../http/server";
import { collectInvoice } from "../life/invoice-life";
import { amountDue, linesOf } from "../life/invoice-lines";
import { moneyOf } from "../money";
import { replaceCard } from "../routes/payment-methods";
import type { Invoice } from "../state";
import type { World } from "../world";
import { cardChoice, day, escaped, page } from "./page";
import { pdfOf } from "./pdf";

/** The hosted invoice: its lines, and Pay while it is open. */
export function invoicePage(world: World, invoice: Invoice, problem?: string): PageAnswer {
  const rows = linesOf(world, invoice).map(
    (line) =>
      `<tr><td>${escaped(line.description)}</td><td>${line.quantity}</td><td>${moneyOf(line.amount, invoice.currency)}</td></tr>`,
  );
  const due = moneyOf(amountDue(invoice, linesOf(world, invoice)), invoice.currency);
  return page(
    `Invoice ${invoice.number ?? "(draft)"}`,
    `${problem ? `<p role="alert">${escaped(problem)}</p>` : ""}
<p>${day(invoice.created)}, <span role="status">${invoice.status}</span></p>
<table aria-label="Lines"><tbody>${rows.join("")}</tbody></table><p>Total: <strong>${due}</strong></p>
<p><a href="/invoice/${invoice.id}/pdf">Download invoice</a></p>
${invoice.status === "open" ? `<form method="post">${cardChoice}<button>Pay invoice</button></form>` : ""}`,
  );
}

/** The card paid with is the customer's from here on. */
export async function submitInvoice(
  world: World,
  invoice: Invoice,
  form: URLSearchParams,
  delivered: () => Promise<void>,
): Promise<PageAnswer> {
  if (invoice.status !== "open") return invoicePage(world, invoice);
  const card = form.get("card") === "declined" ? "declined" : "good";
  if (card === "good") replaceCard(world, invoice.customer, card);
  const paid = collectInvoice(world, invoice, card);
  await delivered();
  return invoicePage(world, invoice, paid ? undefined : "Your card was declined.");
}

export function invoicePdf(world: World, invoice: Invoice): PageAnswer {
  const lines = linesOf(world, invoice).map(
    (line) => `${line.description}: ${moneyOf(line.amount, invoice.currency)}`,
  );
  const due = moneyOf(amountDue(invoice, linesOf(world, invoice)), invoice.currency);
  return {
    status: 200,
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="Invoice-${invoice.number ?? invoice.id}.pdf"`,
    },
    body: pdfOf([`Invoice ${invoice.number ?? ""}`, ...lines, `Total ${due}`]),
  };
}
