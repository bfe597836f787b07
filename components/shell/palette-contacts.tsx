"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { UserRound } from "lucide-react";
import { contactName } from "@/components/crm/contact-name";
import { useDebounced } from "@/components/ui/use-debounced";
import { PaletteItem } from "./palette-item";
import { useTRPC } from "./trpc";
import { useWorkspace } from "./workspace-context";

type PaletteContactsProps = { query: string; onOpen: (contactId: string) => void };

/** Contacts by any part of a name, email address, phone number or id; the server searches, so all of them are found. */
export function PaletteContacts({ query, onOpen }: PaletteContactsProps) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const asked = useDebounced(query, 120);
  const { data, isPlaceholderData } = useQuery(
    trpc.contacts.list.queryOptions(
      { workspace: slug, q: asked, limit: MOST },
      { enabled: asked.length >= LEAST_LETTERS, placeholderData: keepPreviousData },
    ),
  );
  // Those of an older question would stand under words that they do not match.
  if (asked !== query || query.length < LEAST_LETTERS || isPlaceholderData || !data?.contacts.length)
    return null;
  return (
    <Command.Group heading="Contacts">
      {data.contacts.map((contact) => {
        const name = contactName(contact);
        const reached = [contact.email, contact.phone].find((each) => each && each !== name);
        return (
          <PaletteItem
            key={contact.id}
            value={`contact ${contact.id}`}
            icon={UserRound}
            keywords={[query]}
            aside={reached}
            onSelect={() => onOpen(contact.id)}
          >
            {name}
          </PaletteItem>
        );
      })}
    </Command.Group>
  );
}

const LEAST_LETTERS = 2;
const MOST = 5;
