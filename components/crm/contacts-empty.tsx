"use client";

import { Upload, UserPlus } from "lucide-react";
import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ContactStanding } from "./contact-standing";

type ContactsEmptyProps = {
  filtered: boolean;
  onClear: () => void;
  /** Null for those who may only look. */
  onCreate: (() => void) | null;
};

export function ContactsEmpty({ filtered, onClear, onCreate }: ContactsEmptyProps) {
  const { slug } = useWorkspace();
  if (filtered)
    return (
      <EmptyState title="No contact matches" action={<Button onClick={onClear}>Clear filters</Button>}>
        Search finds names, email addresses, phone numbers and your own ids.
      </EmptyState>
    );
  return (
    <EmptyState
      picture={<Picture />}
      title="No contacts yet"
      action={
        onCreate ? (
          <>
            <Button variant="primary" asChild>
              <Link href={`/w/${slug}/contacts/import`}>
                <Upload aria-hidden />
                Import a CSV file
              </Link>
            </Button>
            <Button onClick={onCreate}>
              <UserPlus aria-hidden />
              New contact
            </Button>
          </>
        ) : null
      }
    >
      Bring the people you know as a CSV file. Everybody else comes by themselves: an event with an email
      address, phone number or customer id makes its contact.
    </EmptyState>
  );
}

function Picture() {
  return (
    <div className="w-88 rounded-lg border border-line bg-surface text-left">
      {people.map(({ name, email, kind, status }) => (
        <div key={name} className="flex h-9 items-center gap-2.5 border-line border-b px-3 last:border-0">
          <Avatar name={name} />
          <span className="font-medium">{name}</span>
          <span className="min-w-0 flex-1 truncate text-muted">{email}</span>
          <ContactStanding kind={kind} status={status} />
        </div>
      ))}
    </div>
  );
}

const people = [
  { name: "Ada Lovelace", email: "ada@example.com", kind: "customer", status: "customer" },
  { name: "Grace Hopper", email: "grace@example.com", kind: "lead", status: "lead" },
  { name: "Alan Turing", email: "alan@example.com", kind: "lead", status: "lead" },
] as const;
