"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

type OwnerMenuProps = {
  /** Id of the member, or null for nobody; and the words for what was chosen. */
  onChoose: (owner: string | null, name: string) => void;
  trigger: ReactNode;
};

/** The members of the workspace, to choose who looks after contacts. */
export function OwnerMenu({ onChoose, trigger }: OwnerMenuProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const members = useQuery(trpc.members.list.queryOptions({ workspace }));
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent side="top" className="max-h-72 overflow-y-auto">
        {(members.data ?? []).map(({ id, name }) => (
          <DropdownMenuItem key={id} icon={<Avatar name={name} />} onSelect={() => onChoose(id, name)}>
            {name}
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => onChoose(null, "nobody")}>Nobody</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
