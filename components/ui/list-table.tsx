"use client";

import type { ReactNode } from "react";
import { Checkbox } from "./checkbox";
import { cn } from "./cn";
import { ErrorState } from "./error-state";
import { LoadMore } from "./load-more";
import { SkeletonRows } from "./skeleton";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "./table";
import type { Selection } from "./use-selection";

type ListTableProps = {
  /** What a row is: ["run", "runs"]. */
  noun: readonly [one: string, many: string];
  /** An infinite query whose pages are the rows. */
  list: ListQuery;
  rows: readonly unknown[];
  /** Instead of the table, when there is no row. */
  empty: ReactNode;
  /** Null for those who may only look. */
  selection: Selection | null;
  /** Where the boxes are shown, if not everywhere. */
  tickClassName?: string;
  /** Rows have no cell for actions at their end. */
  plain?: boolean;
  /** How many rows it will rather have: so many stand in while it loads. */
  expected?: number;
  /** Header cells, without the first (boxes) and the last (actions). */
  head: ReactNode;
  /** The rows. */
  children: ReactNode;
  /** Shown while something is ticked. */
  selectionBar: ReactNode;
};

type ListQuery = {
  isPending: boolean;
  isError: boolean;
  isFetching: boolean;
  isPlaceholderData: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  data: unknown;
  error: { message: string } | null;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
};

/** A list that grows page by page: loading, failed, empty, or its table with what can be done to the ticked rows. */
export function ListTable({
  noun: [one, many],
  list,
  rows,
  empty,
  selection,
  tickClassName,
  plain,
  expected,
  head,
  children,
  selectionBar,
}: ListTableProps) {
  if (list.isPending) return <SkeletonRows rows={expected} label={`Loading ${many}`} />;
  if (list.isError && !list.data)
    return (
      <ErrorState
        title={`The ${many} could not be loaded`}
        message={list.error?.message ?? ""}
        onRetry={() => list.refetch()}
        pending={list.isFetching}
      />
    );
  if (rows.length === 0) return empty;
  return (
    <>
      <Table
        label={`${many.charAt(0).toUpperCase()}${many.slice(1)}`}
        className={list.isPlaceholderData ? "opacity-60" : undefined}
      >
        <TableHead>
          <TableRow>
            {selection ? (
              <TableHeader className={cn("w-8 pr-0", tickClassName)}>
                <Checkbox
                  hideLabel
                  label={`Select all ${many} shown`}
                  checked={selection.all}
                  onCheckedChange={selection.toggleAll}
                />
              </TableHeader>
            ) : null}
            {head}
            {plain ? null : (
              <TableHeader>
                <span className="sr-only">Actions</span>
              </TableHeader>
            )}
          </TableRow>
        </TableHead>
        <TableBody>{children}</TableBody>
      </Table>
      <LoadMore
        shown={`${rows.length} ${rows.length === 1 ? one : many}`}
        hasMore={list.hasNextPage}
        pending={list.isFetchingNextPage}
        onLoadMore={() => list.fetchNextPage()}
      />
      {selection && selection.selected.length > 0 ? selectionBar : null}
    </>
  );
}
