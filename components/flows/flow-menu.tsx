"use client";

import { Archive, ArchiveRestore, Copy, Ellipsis, Pencil } from "lucide-react";
import { useState } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import type { FlowStatus } from "@/server/domain/flow";
import { RenameFlowDialog } from "./rename-flow-dialog";
import { useFlowActions } from "./use-flow-actions";

type FlowMenuProps = {
  flow: { id: string; name: string; description: string; status: FlowStatus };
  onRemoved?: () => void;
};

/** Rename, duplicate, delete (or bring back). Nothing to show to those who may only look. */
export function FlowMenu({ flow, onRemoved }: FlowMenuProps) {
  const { mayEdit, duplicate, remove, restore } = useFlowActions();
  const [renaming, setRenaming] = useState(false);
  if (!mayEdit) return null;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={`More for ${flow.name}`}>
            <Ellipsis aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {flow.status === "archived" ? (
            <DropdownMenuItem icon={<ArchiveRestore aria-hidden />} onSelect={() => restore(flow)}>
              Restore
            </DropdownMenuItem>
          ) : (
            <>
              <DropdownMenuItem icon={<Pencil aria-hidden />} onSelect={() => setRenaming(true)}>
                Rename…
              </DropdownMenuItem>
              <DropdownMenuItem icon={<Copy aria-hidden />} onSelect={() => duplicate(flow)}>
                Duplicate
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              <DropdownMenuItem
                tone="danger"
                icon={<Archive aria-hidden />}
                onSelect={() => {
                  remove(flow);
                  onRemoved?.();
                }}
              >
                Delete
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <RenameFlowDialog flow={flow} open={renaming} onOpenChange={setRenaming} />
    </>
  );
}
