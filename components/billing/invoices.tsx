import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Card } from "@/components/ui/card";
import { ListTable } from "@/components/ui/list-table";
import { TableHeader } from "@/components/ui/table";
import { InvoiceRow } from "./invoice-row";

/** What was billed, the newest first, each with its page and file at Stripe. */
export function Invoices() {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const list = useInfiniteQuery(
    trpc.billing.invoices.infiniteQueryOptions(
      { workspace },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const rows = list.data?.pages.flatMap((page) => page.invoices) ?? [];
  return (
    <Card title="Invoices" flush>
      <ListTable
        noun={["invoice", "invoices"]}
        list={list}
        rows={rows}
        empty={
          <p className="px-4 py-6 text-muted">
            No invoice yet. The first comes with the first plan that is paid for.
          </p>
        }
        selection={null}
        plain
        expected={2}
        head={
          <>
            <TableHeader>State</TableHeader>
            <TableHeader>Number</TableHeader>
            <TableHeader className="max-sm:hidden">Date</TableHeader>
            <TableHeader className="text-right">Amount</TableHeader>
            <TableHeader>
              <span className="sr-only">Documents</span>
            </TableHeader>
          </>
        }
        selectionBar={null}
      >
        {rows.map((invoice) => (
          <InvoiceRow key={invoice.id} invoice={invoice} />
        ))}
      </ListTable>
    </Card>
  );
}
