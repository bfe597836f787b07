import type { InvoicePreview } from "./billing-types";

/** Micro-dollars of the tokens over the included ones, among the lines of a period. */
export const overageSpent = (lines: InvoicePreview["lines"]): number =>
  lines.reduce((sum, line) => sum + (line.rateMicroDollars === null ? 0 : line.microDollars), 0);
