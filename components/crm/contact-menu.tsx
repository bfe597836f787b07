"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Copy, Ellipsis } from "lucide-react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { useCopy } from "@/components/ui/use-copy";
import { contactName } from "./contact-name";
import type { ContactDetail } from "./contact-types";

/** Copy the id, archive (or bring back). */
export function ContactMenu({ contact, mayEdit }: { contact: ContactDetail; mayEdit: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const { copy } = useCopy();
  const name = contactName(contact);
  const read = () => queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() });
  const failed = (error: unknown) =>
    toast.error("The contact was not changed", { description: callProblem(error).message });
  const archiving = useMutation(
    trpc.contacts.archive.mutationOptions({
      onError: failed,
      onSuccess: () => {
        toast.success(`${name} is archived`, { description: "Its history stays.", undo: restore });
        return read();
      },
    }),
  );
  const restoring = useMutation(
    trpc.contacts.restore.mutationOptions({
      onError: failed,
      onSuccess: () => {
        toast.success(`${name} is back`);
        return read();
      },
    }),
  );
  function restore() {
    restoring.mutate({ workspace, contactIds: [contact.id] });
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label={`More for ${name}`}>
          <Ellipsis aria-hidden />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem icon={<Copy aria-hidden />} onSelect={() => copy(contact.id)}>
          Copy id
        </DropdownMenuItem>
        {!mayEdit ? null : contact.archivedAt ? (
          <DropdownMenuItem icon={<ArchiveRestore aria-hidden />} onSelect={restore}>
            Restore
          </DropdownMenuItem>
        ) : (
          <DropdownMenuItem
            tone="danger"
            icon={<Archive aria-hidden />}
            onSelect={() => archiving.mutate({ workspace, contactIds: [contact.id] })}
          >
            Archive
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
