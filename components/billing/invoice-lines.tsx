import type { InvoicePreview } from "./billing-types";
import { formatCents } from "./format-cents";

/** The lines of an invoice and their sum, each rounded to the cent as Stripe rounds it. */
export const InvoiceLines = ({ lines, totalCents }: Pick<InvoicePreview, "lines" | "totalCents">) => (
  <>
    <ul className="flex flex-col gap-1">
      {lines.map(({ text, cents }) => (
        <li key={text} className="flex items-baseline gap-4">
          <span className="min-w-0 flex-1">{text}</span>
          <span className="tabular-nums">{formatCents(cents)}</span>
        </li>
      ))}
    </ul>
    <p className="mt-2 flex items-baseline gap-4 border-line border-t pt-2 font-medium">
      <span className="flex-1">Total</span>
      <span className="tabular-nums">{formatCents(totalCents)}</span>
    </p>
  </>
);
