"use client";

import type { ReactNode } from "react";
import { ErrorState } from "@/components/ui/error-state";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";

type RecordPanelProps = {
  title: string;
  /** "product": what is loading. */
  noun: string;
  open: boolean;
  onClose: () => void;
  query?: { error: { message: string } | null; data: unknown; refetch: () => unknown };
  children: ReactNode;
};

/** The side panel of one record: loading, failed, or what it holds. */
export function RecordPanel({ title, noun, open, onClose, query, children }: RecordPanelProps) {
  return (
    <Sheet open={open} onOpenChange={(next) => next || onClose()}>
      <SheetContent title={title}>
        {query?.error ? (
          <ErrorState
            title={`The ${noun} could not be loaded`}
            message={query.error.message}
            onRetry={() => query.refetch()}
          />
        ) : query && !query.data ? (
          <div role="status" className="flex flex-col gap-3 p-5">
            <span className="sr-only">Loading the {noun}</span>
            <Skeleton className="h-5 w-64" />
            <Skeleton className="w-40" />
            <Skeleton className="mt-4 h-48 rounded-lg" />
          </div>
        ) : (
          children
        )}
      </SheetContent>
    </Sheet>
  );
}
