import { Download, ExternalLink } from "lucide-react";
import type { ComponentProps } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button-class";
import { formatDate } from "@/components/ui/format-time";
import { TableCell, TableRow } from "@/components/ui/table";
import type { Invoice } from "./billing-types";
import { formatCents } from "./format-cents";

export function InvoiceRow({ invoice }: { invoice: Invoice }) {
  const { timezone: timeZone } = useWorkspace();
  const { number, at, totalCents, currency, status, pdfUrl, pageUrl } = invoice;
  const { word, tone } = STATES[status] ?? { word: status, tone: "neutral" };
  const name = number ?? "draft";
  return (
    <TableRow className="last:border-b-0">
      <TableCell className="w-24">
        <Badge tone={tone}>{word}</Badge>
      </TableCell>
      <TableCell className="w-full max-w-0 truncate font-mono text-xs">
        {number ?? "–"}
        <span className="block font-sans text-muted sm:hidden">{formatDate(at, { timeZone })}</span>
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted max-sm:hidden">
        {formatDate(at, { timeZone })}
      </TableCell>
      <TableCell className="text-right tabular-nums">{formatCents(totalCents, currency)}</TableCell>
      <TableCell className="whitespace-nowrap text-right">
        {pageUrl ? (
          <DocumentLink href={pageUrl} aria-label={`${status === "open" ? "Pay" : "Open"} invoice ${name}`}>
            <ExternalLink aria-hidden />
            <span className="max-sm:sr-only">{status === "open" ? "Pay" : "Open"}</span>
          </DocumentLink>
        ) : null}
        {pdfUrl ? (
          <DocumentLink href={pdfUrl} aria-label={`Invoice ${name} as PDF`}>
            <Download aria-hidden />
            <span className="max-sm:sr-only">PDF</span>
          </DocumentLink>
        ) : null}
      </TableCell>
    </TableRow>
  );
}

const DocumentLink = (props: ComponentProps<"a">) => (
  <a {...props} target="_blank" rel="noreferrer" className={buttonClass({ variant: "ghost" })} />
);

/** As Stripe calls them. */
const STATES: Record<string, { word: string; tone: "green" | "amber" | "red" | "neutral" }> = {
  paid: { word: "Paid", tone: "green" },
  open: { word: "To be paid", tone: "amber" },
  uncollectible: { word: "Not paid", tone: "red" },
  void: { word: "Void", tone: "neutral" },
};
