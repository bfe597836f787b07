"use client";

import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RelativeTime } from "@/components/ui/relative-time";
import { RowTick } from "@/components/ui/row-tick";
import { TableCell, TableRow } from "@/components/ui/table";
import { contactName } from "./contact-name";
import { ContactStanding } from "./contact-standing";
import type { ContactListItem } from "./contact-types";
import { OwnerName } from "./owner-name";
import { TagList } from "./tag-list";

type ContactRowProps = {
  contact: ContactListItem;
  /** Null for those who may only look. */
  tick: null | { ticked: boolean; toggle: (contactId: string) => void; ticking: boolean };
};

export function ContactRow({ contact, tick }: ContactRowProps) {
  const { slug } = useWorkspace();
  const name = contactName(contact);
  const reached = [contact.email, contact.phone].find((each) => each && each !== name);
  return (
    <TableRow interactive data-selected={tick?.ticked} data-row={contact.id}>
      {tick ? (
        <TableCell className="w-8 pr-0 max-sm:hidden">
          <RowTick
            label={`Select ${name}`}
            checked={tick.ticked}
            active={tick.ticking}
            onToggle={() => tick.toggle(contact.id)}
          />
        </TableCell>
      ) : null}
      <TableCell className="w-full max-w-0 max-sm:py-1.5">
        <span className="flex min-w-0 items-baseline gap-2">
          <Link
            data-open
            href={`/w/${slug}/contacts/${contact.id}`}
            className="max-w-full shrink-0 truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring"
          >
            {name}
          </Link>
          <span className="min-w-0 truncate text-muted max-sm:hidden">{reached}</span>
        </span>
        {reached ? <span className="block truncate text-muted text-xs sm:hidden">{reached}</span> : null}
      </TableCell>
      <TableCell className="max-w-52">
        <ContactStanding kind={contact.kind} status={contact.status} className="max-w-full" />
      </TableCell>
      <TableCell className="hidden max-w-44 desk:table-cell">
        <OwnerName owner={contact.owner} />
      </TableCell>
      <TableCell className="hidden max-w-52 desk:table-cell">
        <TagList tags={contact.tags} />
      </TableCell>
      <TableCell className="hidden text-right text-muted tabular-nums sm:table-cell">
        {contact.score ?? <span className="text-faint">–</span>}
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-right text-muted sm:table-cell">
        <RelativeTime at={contact.lastActivityAt ?? contact.createdAt} />
      </TableCell>
    </TableRow>
  );
}
