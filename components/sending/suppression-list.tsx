"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { MailX, Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { RelativeTime } from "@/components/ui/relative-time";
import { SearchInput } from "@/components/ui/search-input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { SuppressionReason } from "@/server/domain/suppression";
import { AddSuppressions } from "./add-suppressions";
import { RemoveSuppression } from "./remove-suppression";

type SuppressionListProps = { workspace: string; mayAdd: boolean; mayRemove: boolean };

/** Addresses that nothing goes to: by hand, by import, or because somebody opted out or cannot be reached. */
export function SuppressionList({ workspace, mayAdd, mayRemove }: SuppressionListProps) {
  const trpc = useTRPC();
  const [q, setQ] = useState("");
  const [adding, setAdding] = useState(false);
  const list = useInfiniteQuery(
    trpc.sending.suppressions.infiniteQueryOptions(
      { workspace, q },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  );
  const suppressions = list.data?.pages.flatMap((page) => page.suppressions) ?? [];
  const add = mayAdd ? (
    <Button onClick={() => setAdding(true)}>
      <Plus aria-hidden />
      Add addresses
    </Button>
  ) : null;
  const empty = list.data !== undefined && suppressions.length === 0;
  return (
    <Card
      title="Suppression list"
      description="Nothing goes to these addresses, whoever they belong to."
      actions={add}
      flush
    >
      <AddSuppressions workspace={workspace} open={adding} onOpenChange={setAdding} />
      {empty && q === "" ? null : (
        <div className="px-4 py-2.5">
          <SearchInput label="Search addresses" value={q} onChange={setQ} />
        </div>
      )}
      {list.error && !list.data ? (
        <ErrorState
          title="The list could not be loaded"
          message={list.error.message}
          onRetry={() => list.refetch()}
          pending={list.isFetching}
        />
      ) : !list.data ? (
        <SkeletonRows rows={3} label="Loading addresses" />
      ) : empty ? (
        <EmptyState
          picture={<MailX className="size-6 text-muted" />}
          title={q === "" ? "Nobody is on it" : "No address matches"}
        >
          {q === ""
            ? "Add people who must never be written to, such as the list of your former provider."
            : "Try a shorter part of the address."}
        </EmptyState>
      ) : (
        <>
          <Table label="Suppression list">
            <TableHead>
              <TableRow>
                <TableHeader>Address</TableHeader>
                <TableHeader>Why</TableHeader>
                <TableHeader>Since</TableHeader>
                <TableHeader>
                  <span className="sr-only">Actions</span>
                </TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {suppressions.map(({ id, address, reason, note, createdAt, contact }) => (
                <TableRow key={id} className="last:border-b-0">
                  <TableCell>
                    <div className="flex min-w-0 max-w-80 items-baseline gap-2">
                      <span className="truncate font-medium" title={address}>
                        {address}
                      </span>
                      {contact ? (
                        <Link
                          href={`/w/${workspace}/contacts/${contact.id}`}
                          className="truncate text-muted hover:text-ink hover:underline"
                        >
                          {contact.name || "Contact"}
                        </Link>
                      ) : null}
                    </div>
                  </TableCell>
                  <TableCell className="text-muted">
                    <span className="block max-w-60 truncate" title={note || undefined}>
                      {REASONS[reason]}
                      {note ? `: ${note}` : ""}
                    </span>
                  </TableCell>
                  <TableCell className="text-muted">
                    <RelativeTime at={createdAt} />
                  </TableCell>
                  <TableCell className="w-12">
                    {mayRemove ? <RemoveSuppression workspace={workspace} address={address} /> : null}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
          <LoadMore
            shown={suppressions.length === 1 ? "1 address" : `${suppressions.length} addresses`}
            hasMore={list.hasNextPage}
            pending={list.isFetchingNextPage}
            onLoadMore={() => list.fetchNextPage()}
          />
        </>
      )}
    </Card>
  );
}

const REASONS: Record<SuppressionReason, string> = {
  added: "Added by hand",
  imported: "Imported",
  opt_out: "Opted out",
  bounce: "Could not be delivered",
  complaint: "Complained",
};
