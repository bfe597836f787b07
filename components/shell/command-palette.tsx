"use client";

import { useIsFetching } from "@tanstack/react-query";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, useState } from "react";
import { cn } from "@/components/ui/cn";
import { matchWords } from "@/components/ui/match-words";
import { panelClass } from "@/components/ui/menu-class";
import { overlayClass } from "@/components/ui/overlay-class";
import { type PaletteCommand, takeAsked } from "./palette-commands";
import { PaletteContacts } from "./palette-contacts";
import { PaletteFlows } from "./palette-flows";
import { PaletteOrders } from "./palette-orders";
import { PalettePauseFlow } from "./palette-pause-flow";
import { PaletteChoiceList, PaletteProvided } from "./palette-provided";
import { PaletteRoot } from "./palette-root";
import { useTRPC } from "./trpc";
import { useWorkspace } from "./workspace-context";

type CommandPaletteProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** ⌘K: pages, flows, contacts, orders, runs by id, and actions. */
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
  const [view, setView] = useState<View>(() => takeAsked() ?? "root");
  const query = search.trim();
  const router = useRouter();
  const { slug } = useWorkspace();
  const searching = useSearching();
  const go = (path: string) => {
    close();
    router.push(`/w/${slug}${path}`);
  };
  const enter = (next: View) => {
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
  const words = wordsOf(view);
  return (
    <Command label="Search and commands" filter={matches} onKeyDown={onKeyDown} className={commandClass} loop>
      <div className="flex items-center gap-2 border-line border-b px-4">
        {words.heading ? (
          <span className="shrink-0 rounded-md bg-gray-3 px-1.5 text-muted text-xs leading-5">
            {words.heading}
          </span>
        ) : null}
        <Command.Input
          value={search}
          onValueChange={setSearch}
          placeholder={words.placeholder}
          className="h-11 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
      </div>
      <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-muted">
          {searching ? "Searching…" : words.empty}
        </Command.Empty>
        {view === "pause" ? (
          <PalettePauseFlow query={query} close={close} />
        ) : view !== "root" ? (
          "choices" in view && <PaletteChoiceList choices={view.choices} close={close} />
        ) : (
          <>
            <PaletteProvided close={close} enter={enter} />
            <PaletteRoot query={query} close={close} startPause={() => enter("pause")} />
            <PaletteFlows query={query} close={close} />
            <PaletteContacts query={query} onOpen={(id) => go(`/contacts/${id}`)} />
            <PaletteOrders query={query} onOpen={(id) => go(`/orders?order=${id}`)} />
          </>
        )}
      </Command.List>
    </Command>
  );
}

/** cmdk's own filter takes letters that are strewn over all the keywords for a find. */
const matches = (value: string, search: string, keywords: string[] = []): number =>
  matchWords(search, value, keywords);

/** Whether the server is still looking for something. */
function useSearching(): boolean {
  const trpc = useTRPC();
  const flows = useIsFetching({ queryKey: trpc.flows.list.pathKey() });
  const contacts = useIsFetching({ queryKey: trpc.contacts.list.pathKey() });
  const orders = useIsFetching({ queryKey: trpc.orders.list.pathKey() });
  return flows + contacts + orders > 0;
}

/** The first page, the second one of “Pause flow”, or that of a command of the open page. */
type View = "root" | "pause" | PaletteCommand;

function wordsOf(view: View): { heading: string | null; placeholder: string; empty: string } {
  if (view === "root")
    return {
      heading: null,
      placeholder: "Search, or type a command",
      empty: "Nothing found. Try a name, an email address, the number of an order or a run's id.",
    };
  if (view === "pause")
    return {
      heading: "Pause flow",
      placeholder: "Which flow?",
      empty: "No active flow has this name.",
    };
  const { placeholder, empty } = "choices" in view ? view.choices : { placeholder: "", empty: "" };
  return { heading: view.title.replace(/…$/, ""), placeholder, empty };
}

const commandClass = cn(
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs",
);
