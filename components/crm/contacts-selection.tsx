"use client";

import { Archive, ArchiveRestore, Download, Merge, Tag, TagsIcon, UserRound } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { SelectionBar } from "@/components/ui/selection-bar";
import type { ContactListItem } from "./contact-types";
import { MergeDialog } from "./merge-dialog";
import { OwnerMenu } from "./owner-menu";
import { TagPopover } from "./tag-popover";
import { useBulkContacts } from "./use-bulk-contacts";
import { useExportContacts } from "./use-export-contacts";

type ContactsSelectionProps = {
  contacts: readonly ContactListItem[];
  /** They are, and can be brought back. */
  archived: boolean;
  onClear: () => void;
};

/** What can be done to the ticked contacts. */
export function ContactsSelection({ contacts, archived, onClear }: ContactsSelectionProps) {
  const { pending, tag, own, archive, restore } = useBulkContacts(contacts, onClear);
  const exporting = useExportContacts();
  const [merging, setMerging] = useState(false);
  const [one, other] = contacts;
  const tags = [...new Set(contacts.flatMap((contact) => contact.tags))].sort();
  return (
    <>
      <SelectionBar selected={count(contacts.length)} onClear={onClear}>
        <TagPopover
          label="Add tag"
          verb="Add"
          onTag={(chosen) => tag({ add: chosen })}
          trigger={
            <Button pending={pending}>
              <Tag aria-hidden />
              <span className="max-sm:sr-only">Add tag</span>
            </Button>
          }
        />
        {tags.length > 0 ? (
          <TagPopover
            label="Remove tag"
            verb="Remove"
            tags={tags}
            onTag={(chosen) => tag({ remove: chosen })}
            trigger={
              <Button pending={pending}>
                <TagsIcon aria-hidden />
                <span className="max-sm:sr-only">Remove tag</span>
              </Button>
            }
          />
        ) : null}
        <OwnerMenu
          onChoose={own}
          trigger={
            <Button pending={pending}>
              <UserRound aria-hidden />
              <span className="max-sm:sr-only">Set owner</span>
            </Button>
          }
        />
        <Button
          pending={exporting.pending}
          onClick={() => void exporting.save({ ids: contacts.map(({ id }) => id) })}
        >
          <Download aria-hidden />
          <span className="max-sm:sr-only">Export</span>
        </Button>
        {archived ? (
          <Button pending={pending} onClick={restore}>
            <ArchiveRestore aria-hidden />
            <span className="max-sm:sr-only">Restore</span>
          </Button>
        ) : (
          <Button pending={pending} onClick={archive}>
            <Archive aria-hidden />
            <span className="max-sm:sr-only">Archive</span>
          </Button>
        )}
        {one && other && contacts.length === 2 ? (
          <Button onClick={() => setMerging(true)}>
            <Merge aria-hidden />
            <span className="max-sm:sr-only">Merge</span>
          </Button>
        ) : null}
      </SelectionBar>
      {merging && one && other ? (
        <MergeDialog
          pair={[one.id, other.id]}
          onClose={() => setMerging(false)}
          onMerged={() => {
            setMerging(false);
            onClear();
          }}
        />
      ) : null}
    </>
  );
}

const count = (number: number) => `${number} ${number === 1 ? "contact" : "contacts"}`;
