import { centsFor } from "../decimal";
import type { Invoice, InvoiceLine } from "../state";
import { usageBetween } from "../usage";
import type { World } from "../world";

/** The lines as they are now: what a draft says of usage is counted each time it is looked at. */
export function linesOf(world: World, invoice: Invoice): InvoiceLine[] {
  if (invoice.status !== "draft") return invoice.lines;
  return invoice.lines.map((line) => counted(world, invoice.customer, line));
}

/** A usage line with its quantity and amount of this moment. A sum below zero is billed as nothing. */
export function counted(world: World, customer: string, line: InvoiceLine): InvoiceLine {
  if (!line.usage || !line.unitAmountDecimal) return line;
  const { meter, from, to } = line.usage;
  const quantity = Math.max(0, usageBetween(world, meter, customer, from, to));
  return { ...line, quantity, amount: centsFor(line.unitAmountDecimal, quantity) };
}

export const totalOf = (lines: InvoiceLine[]) => lines.reduce((sum, { amount }) => sum + amount, 0);

/** What is to be paid after the customer's credit; an invoice below zero asks for nothing and becomes credit. */
export function amountDue(invoice: Invoice, lines: InvoiceLine[]): number {
  return Math.max(0, totalOf(lines) - invoice.balanceUsed);
}
