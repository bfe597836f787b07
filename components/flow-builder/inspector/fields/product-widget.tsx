"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useDebounced } from "@/components/ui/use-debounced";
import { OptionPicker } from "./option-picker";
import { textOf, type WidgetProps } from "./widget-props";

/** A product of the workspace, by its SKU where it has one. */
export function ProductWidget({ field, value, onChange, readOnly }: WidgetProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [query, setQuery] = useState("");
  const q = useDebounced(query, 200);
  const found = useQuery({
    ...trpc.products.list.queryOptions({ workspace, q }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const options = (found.data?.products ?? []).map((product) => ({
    value: product.sku ?? product.externalId ?? product.id,
    label: product.name,
    ...(product.sku && { hint: product.sku }),
  }));
  return (
    <OptionPicker
      label={field.title}
      value={textOf(value)}
      options={options}
      onChange={(next) => onChange(next || undefined)}
      onSearch={setQuery}
      placeholder="Choose a product"
      other={(typed) => `Use “${typed}”`}
      loading={found.isFetching}
      emptyWords="No product fits."
      readOnly={readOnly}
    />
  );
}
