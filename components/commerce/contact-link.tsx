"use client";

import Link from "next/link";
import { contactName } from "@/components/crm/contact-name";
import { useWorkspace } from "@/components/shell/workspace-context";
import type { ContactOfRecord } from "@/server/domain/record-contact";

/** The contact of a record, leading to its page. */
export function ContactLink({ contact }: { contact: ContactOfRecord | null }) {
  const { slug } = useWorkspace();
  if (!contact) return <span className="text-faint">Nobody</span>;
  return (
    <Link href={`/w/${slug}/contacts/${contact.id}`} className="rounded-sm text-accent-ink hover:underline">
      {contactName(contact)}
    </Link>
  );
}
