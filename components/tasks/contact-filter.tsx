"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown, X } from "lucide-react";
import { contactName } from "@/components/crm/contact-name";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ContactPicker } from "./contact-picker";

type ContactFilterProps = { contactId: string | null; onChange: (contactId: string | null) => void };

/** Only what belongs to one contact. Looks like the other filters; its choices are too many for a menu. */
export function ContactFilter({ contactId, onChange }: ContactFilterProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const contact = useQuery(
    trpc.contacts.get.queryOptions(
      { workspace, contactId: contactId ?? "" },
      { enabled: contactId !== null },
    ),
  );
  const name = contact.data ? contactName(contact.data) : "one contact";
  return (
    <div
      className={
        contactId
          ? "inline-flex h-7 items-center rounded-md border border-line-strong bg-surface"
          : "inline-flex h-7 items-center rounded-md border border-line-strong border-dashed"
      }
    >
      <ContactPicker
        value={null}
        onChange={(chosen) => onChange(chosen?.id ?? null)}
        trigger={
          <button type="button" className="flex h-6.5 items-center gap-1 rounded-md px-2 hover:bg-hover">
            <span className={contactId ? "text-muted" : undefined}>Contact</span>
            {contactId ? (
              <span className="max-w-40 truncate font-medium">{name}</span>
            ) : (
              <ChevronDown aria-hidden className="size-3.5 text-muted" />
            )}
          </button>
        }
      />
      {contactId ? (
        <button
          type="button"
          aria-label="Clear contact"
          onClick={() => onChange(null)}
          className="grid h-full w-6 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : null}
    </div>
  );
}
