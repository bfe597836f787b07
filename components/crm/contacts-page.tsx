"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Plus, Upload } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useListKeys } from "@/components/shell/use-list-keys";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ListTable } from "@/components/ui/list-table";
import { TableHeader } from "@/components/ui/table";
import { useSelection } from "@/components/ui/use-selection";
import { contactFilters, isFiltered } from "./contact-filters";
import { ContactRow } from "./contact-row";
import { ContactsCount } from "./contacts-count";
import { ContactsEmpty } from "./contacts-empty";
import { ContactsSelection } from "./contacts-selection";
import { ContactsToolbar } from "./contacts-toolbar";
import { ExportContacts } from "./export-contacts";

const NewContactDialog = dynamic(() =>
  import("./new-contact-dialog").then((module) => module.NewContactDialog),
);

/** Everybody whom flows act on. */
export function ContactsPage() {
  const trpc = useTRPC();
  const { slug: workspace, role } = useWorkspace();
  const [filters, setFilters] = useQueryStates(contactFilters, { history: "replace" });
  const { new: adding, ...view } = filters;
  const contacts = useInfiniteQuery(
    trpc.contacts.list.infiniteQueryOptions(
      { workspace, ...view },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const rows = contacts.data?.pages.flatMap((page) => page.contacts) ?? [];
  const selection = useSelection(rows.map(({ id }) => id));
  const mayEdit = role !== "viewer";
  const create = mayEdit ? () => setFilters({ new: true }) : null;
  const filtered = isFiltered(view);
  useListKeys({ onTick: mayEdit ? selection.toggle : null, onNew: create });

  return (
    <Page
      crumbs={[{ label: "Contacts" }]}
      title={
        <>
          Contacts <ContactsCount view={view} />
        </>
      }
      actions={
        create ? (
          <>
            <ExportContacts view={view} disabled={rows.length === 0} />
            <Button asChild className="max-sm:hidden">
              <Link href={`/w/${workspace}/contacts/import`}>
                <Upload aria-hidden />
                Import
              </Link>
            </Button>
            <Button variant="primary" onClick={create}>
              <Plus aria-hidden />
              New contact
            </Button>
          </>
        ) : null
      }
    >
      <ContactsToolbar view={view} onChange={setFilters} />
      <ListTable
        noun={["contact", "contacts"]}
        list={contacts}
        rows={rows}
        empty={<ContactsEmpty filtered={filtered} onClear={() => setFilters(null)} onCreate={create} />}
        selection={mayEdit ? selection : null}
        tickClassName="max-sm:hidden"
        plain
        head={
          <>
            <TableHeader>Name</TableHeader>
            <TableHeader>Status</TableHeader>
            <TableHeader className="hidden desk:table-cell">Owner</TableHeader>
            <TableHeader className="hidden desk:table-cell">Tags</TableHeader>
            <TableHeader className="hidden text-right sm:table-cell">Score</TableHeader>
            <TableHeader className="hidden text-right sm:table-cell">Last activity</TableHeader>
          </>
        }
        selectionBar={
          <ContactsSelection
            contacts={rows.filter(({ id }) => selection.has(id))}
            archived={view.archived}
            onClear={selection.clear}
          />
        }
      >
        {rows.map((contact) => (
          <ContactRow
            key={contact.id}
            contact={contact}
            tick={
              mayEdit
                ? {
                    ticked: selection.has(contact.id),
                    toggle: selection.toggle,
                    ticking: selection.all !== false,
                  }
                : null
            }
          />
        ))}
      </ListTable>
      {create && adding ? (
        <NewContactDialog open onOpenChange={(open) => setFilters({ new: open || null })} />
      ) : null}
    </Page>
  );
}
