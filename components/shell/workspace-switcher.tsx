"use client";

import { Check, ChevronsUpDown, Plus } from "lucide-react";
import Link from "next/link";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useShell } from "./shell-context";
import { useWorkspace } from "./workspace-context";

export function WorkspaceSwitcher({ collapsed = false }: { collapsed?: boolean }) {
  const current = useWorkspace();
  const { workspaces, openCreateWorkspace } = useShell();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Workspace ${current.name}. Switch workspace`}
        className={cn(
          "flex h-8 min-w-0 items-center gap-2 rounded-md px-1.5 hover:bg-hover data-[state=open]:bg-active",
          collapsed ? "w-8 justify-center" : "w-full",
        )}
      >
        <Avatar name={current.name} shape="square" />
        {collapsed ? null : (
          <>
            <span className="min-w-0 flex-1 truncate text-left font-semibold">{current.name}</span>
            <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
          </>
        )}
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-60">
        <DropdownMenuLabel>Workspaces</DropdownMenuLabel>
        <div className="max-h-80 overflow-y-auto">
          {workspaces.map((workspace) => (
            <DropdownMenuItem key={workspace.slug} asChild>
              <Link href={`/w/${workspace.slug}`}>
                <Avatar name={workspace.name} shape="square" />
                <span className="min-w-0 flex-1 truncate">{workspace.name}</span>
                <span className="text-muted text-xs capitalize">{workspace.plan}</span>
                <Check aria-label="Current" className={cn(workspace.slug !== current.slug && "invisible")} />
              </Link>
            </DropdownMenuItem>
          ))}
        </div>
        <DropdownMenuSeparator />
        <DropdownMenuItem icon={<Plus aria-hidden />} onSelect={openCreateWorkspace}>
          Create workspace…
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
