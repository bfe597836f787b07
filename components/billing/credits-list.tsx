"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Card } from "@/components/ui/card";
import { ListTable } from "@/components/ui/list-table";
import { TableHeader } from "@/components/ui/table";
import { CreditsListRow } from "./credits-list-row";

/** Tokens that were given besides the plan's, what is left of them, and charges that were given back. */
export function CreditsList() {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const list = useInfiniteQuery(
    trpc.credits.list.infiniteQueryOptions(
      { workspace },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card title="Credits and refunds" flush>
      <ListTable
        noun={["entry", "entries"]}
        list={list}
        rows={rows}
        empty={
          <p className="px-4 py-6 text-muted">
            None yet. Tokens that you are given, and charges that are given back, are listed here with their
            reason.
          </p>
        }
        selection={null}
        plain
        expected={2}
        head={
          <>
            <TableHeader>What</TableHeader>
            <TableHeader>Reason</TableHeader>
            <TableHeader className="text-right">Tokens</TableHeader>
            <TableHeader className="text-right max-sm:hidden">Left</TableHeader>
            <TableHeader className="max-sm:hidden">Expires</TableHeader>
            <TableHeader className="text-right max-desk:hidden">Given</TableHeader>
          </>
        }
        selectionBar={null}
      >
        {rows.map((item) => (
          <CreditsListRow key={item.id} item={item} />
        ))}
      </ListTable>
    </Card>
  );
}
