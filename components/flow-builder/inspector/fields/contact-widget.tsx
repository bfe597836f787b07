"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useDebounced } from "@/components/ui/use-debounced";
import { OptionPicker } from "./option-picker";
import { textOf, type WidgetProps } from "./widget-props";

const MOST = 12;

/** A contact of the workspace; left out it is the run's own. An address of somebody new can be typed. */
export function ContactWidget({ field, value, onChange, readOnly }: WidgetProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [query, setQuery] = useState("");
  const q = useDebounced(query, 200);
  const found = useQuery({
    ...trpc.contacts.list.queryOptions({ workspace, q, limit: MOST }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const options = (found.data?.contacts ?? []).map((contact) => {
    const address = contact.email ?? contact.phone ?? contact.externalId;
    return {
      value: address ?? contact.id,
      label: contact.name || address || "Unnamed contact",
      ...(contact.name && address && { hint: address }),
    };
  });
  return (
    <OptionPicker
      label={field.title}
      value={textOf(value)}
      options={options}
      onChange={(next) => onChange(next || undefined)}
      onSearch={setQuery}
      placeholder={field.required ? "Choose a contact" : "The run's contact"}
      other={(typed) => `Use “${typed}”`}
      loading={found.isFetching}
      emptyWords="No contact fits."
      readOnly={readOnly}
    />
  );
}
