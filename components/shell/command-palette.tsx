"use client";

import { useIsFetching } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, useState } from "react";
import { cn } from "@/components/ui/cn";
import { panelClass } from "@/components/ui/menu-class";
import { overlayClass } from "@/components/ui/overlay-class";
import { PaletteFlows } from "./palette-flows";
import { PalettePauseFlow } from "./palette-pause-flow";
import { PaletteRoot } from "./palette-root";
import { useTRPC } from "./trpc";

type CommandPaletteProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** ⌘K: pages, flows, runs by id, and actions. */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content
          aria-describedby={undefined}
          className={cn(
            panelClass,
            "fixed inset-x-0 top-[12vh] mx-auto w-[calc(100vw-32px)] max-w-xl rounded-xl p-0 focus:outline-none",
          )}
        >
          <Radix.Title className="sr-only">Search and commands</Radix.Title>
          <PaletteBody close={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteBody({ close }: { close: () => void }) {
  const [search, setSearch] = useState("");
  const [view, setView] = useState<"root" | "pause">("root");
  const query = search.trim();
  const searching = useIsFetching({ queryKey: useTRPC().flows.list.pathKey() }) > 0;
  const enter = (next: "root" | "pause") => {
    setView(next);
    setSearch("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const back = event.key === "Escape" || (event.key === "Backspace" && search === "");
    if (view === "root" || !back) return;
    event.preventDefault();
    event.stopPropagation();
    enter("root");
  };
  return (
    <Command label="Search and commands" onKeyDown={onKeyDown} className={commandClass} loop>
      <div className="flex items-center gap-2 border-line border-b px-4">
        {view === "pause" ? (
          <span className="shrink-0 rounded-md bg-gray-3 px-1.5 text-muted text-xs leading-5">
            Pause flow
          </span>
        ) : null}
        <Command.Input
          value={search}
          onValueChange={setSearch}
          placeholder={view === "pause" ? "Which flow?" : "Search, or type a command"}
          className="h-11 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
      </div>
      <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-muted">
          {searching ? "Searching…" : emptyWords[view]}
        </Command.Empty>
        {view === "pause" ? (
          <PalettePauseFlow query={query} close={close} />
        ) : (
          <>
            <PaletteRoot query={query} close={close} startPause={() => enter("pause")} />
            <PaletteFlows query={query} close={close} />
          </>
        )}
      </Command.List>
    </Command>
  );
}

const emptyWords = {
  root: "Nothing found. Try a flow's name or a run's id.",
  pause: "No active flow has this name.",
};

const commandClass = cn(
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs",
);
