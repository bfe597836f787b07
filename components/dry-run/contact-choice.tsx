"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { OptionPicker } from "@/components/flow-builder/inspector/fields/option-picker";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Field } from "@/components/ui/field";
import { useDebounced } from "@/components/ui/use-debounced";

const MOST = 12;

type ContactChoiceProps = { contactId: string | null; onChange: (contactId: string | null) => void };

/** Whose event it is to be: that of the event itself, or a contact of the workspace. */
export function ContactChoice({ contactId, onChange }: ContactChoiceProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [query, setQuery] = useState("");
  const [name, setName] = useState<string | null>(null);
  const q = useDebounced(query, 200);
  const found = useQuery({
    ...trpc.contacts.list.queryOptions({ workspace, q, limit: MOST }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const options = (found.data?.contacts ?? []).map(({ id, name, email, phone }) => {
    const address = email ?? phone;
    return {
      value: id,
      label: name || address || "Unnamed contact",
      ...(name && address && { hint: address }),
    };
  });
  // The chosen one stays named when the list shows others.
  const known =
    contactId && name && !options.some(({ value }) => value === contactId)
      ? [{ value: contactId, label: name }, ...options]
      : options;
  return (
    <Field label="Contact">
      <OptionPicker
        label="Contact"
        value={contactId ?? ""}
        options={known}
        onChange={(next) => {
          setName(options.find(({ value }) => value === next)?.label ?? null);
          onChange(next || null);
        }}
        onSearch={setQuery}
        placeholder="Whoever the event is about"
        loading={found.isFetching}
        emptyWords="No contact fits."
        readOnly={false}
      />
    </Field>
  );
}
