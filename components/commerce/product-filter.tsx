"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";

type ProductFilterProps = { productId: string; onClear: () => void };

/** Only orders of one product: where its page led to. */
export function ProductFilter({ productId, onClear }: ProductFilterProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { data } = useQuery(trpc.products.get.queryOptions({ workspace, productId }));
  return (
    <div className="inline-flex h-7 items-center rounded-md border border-line-strong bg-surface">
      <span className="flex gap-1 px-2">
        <span className="text-muted">Product</span>
        <span className="max-w-40 truncate font-medium">{data?.name ?? "one product"}</span>
      </span>
      <button
        type="button"
        aria-label="Clear product"
        onClick={onClear}
        className="grid h-full w-6 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </div>
  );
}
