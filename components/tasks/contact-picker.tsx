"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronDown, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { contactName } from "@/components/crm/contact-name";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { cn } from "@/components/ui/cn";
import { useFieldProps } from "@/components/ui/field-context";
import { IconButton } from "@/components/ui/icon-button";
import { inputClass } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { SearchInput } from "@/components/ui/search-input";

export type PickedContact = { id: string; name: string };

type ContactPickerProps = {
  value: PickedContact | null;
  onChange: (contact: PickedContact | null) => void;
  /** Instead of the field: a button of a toolbar. */
  trigger?: ReactNode;
  disabled?: boolean;
};

/** Chooses one contact by any part of its name, email, phone or id. */
export function ContactPicker({ value, onChange, trigger, disabled }: ContactPickerProps) {
  const [open, setOpen] = useState(false);
  const field = useFieldProps({});
  const choose = (contact: PickedContact) => {
    setOpen(false);
    onChange(contact);
  };
  return (
    <div className="flex min-w-0 items-center gap-1">
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          {trigger ?? (
            <button
              type="button"
              {...field}
              disabled={disabled}
              className={cn(inputClass(), "flex items-center justify-between gap-2 text-left")}
            >
              <span className={cn("truncate", !value && "text-muted")}>{value?.name ?? "No contact"}</span>
              <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
            </button>
          )}
        </PopoverTrigger>
        <PopoverContent className="w-80 p-2">
          <Results onChoose={choose} />
        </PopoverContent>
      </Popover>
      {value && !trigger && !disabled ? (
        <IconButton label="Take the contact away" onClick={() => onChange(null)}>
          <X aria-hidden />
        </IconButton>
      ) : null}
    </div>
  );
}

const MOST = 8;

function Results({ onChoose }: { onChoose: (contact: PickedContact) => void }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [q, setQ] = useState("");
  const found = useQuery({
    ...trpc.contacts.list.queryOptions({ workspace, q, limit: MOST }),
    placeholderData: keepPreviousData,
  });
  const contacts = found.data?.contacts ?? [];
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const choices = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = choices.findIndex((choice) => choice.matches(":focus"));
    choices[Math.min(choices.length - 1, Math.max(0, at + step))]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys are a shortcut from the field to its choices
    <div onKeyDown={onKeyDown}>
      <SearchInput label="Name, email, phone or id" value={q} onChange={setQ} className="w-full" />
      <ul
        ref={list}
        aria-label="Contacts"
        aria-busy={found.isFetching}
        className="mt-1 max-h-64 overflow-y-auto"
      >
        {contacts.map((contact) => {
          const name = contactName(contact);
          return (
            <li key={contact.id}>
              <button
                type="button"
                onClick={() => onChoose({ id: contact.id, name })}
                className="flex w-full min-w-0 items-baseline gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover"
              >
                <span className="truncate">{name}</span>
                <span className="min-w-0 truncate text-muted text-xs">
                  {contact.name ? (contact.email ?? contact.phone) : null}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {found.data && contacts.length === 0 ? (
        <p className="px-2 py-3 text-center text-muted text-xs">No contact fits “{q}”.</p>
      ) : null}
    </div>
  );
}
