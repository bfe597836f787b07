import { formatCents } from "./format-cents";

type InvoiceLinesProps = {
  lines: readonly { text: string; cents: number }[];
  totalCents: number;
  total?: string;
};

/** The lines of an invoice and their sum, each rounded to the cent as Stripe rounds it. */
export const InvoiceLines = ({ lines, totalCents, total = "Total" }: InvoiceLinesProps) => (
  <>
    <ul className="flex flex-col gap-1">
      {lines.map(({ text, cents }) => (
        <li key={`${text} ${cents}`} className="flex items-baseline gap-4">
          <span className="min-w-0 flex-1">{text}</span>
          <span className="tabular-nums">{formatCents(cents)}</span>
        </li>
      ))}
    </ul>
    <p className="mt-2 flex items-baseline gap-4 border-line border-t pt-2 font-medium">
      <span className="flex-1">{total}</span>
      <span className="tabular-nums">{formatCents(totalCents)}</span>
    </p>
  </>
);
