"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { matchWords } from "@/components/ui/match-words";
import { Skeleton } from "@/components/ui/skeleton";
import { type ChooserItem, chooserItems, subFlowItems } from "./chooser-items";
import { ChooserRow } from "./chooser-row";
import { triggerItems } from "./trigger-items";
import { useBuilder } from "./use-builder";
import { useCatalogue } from "./use-catalogue";
import { useRecentSteps } from "./use-recent-steps";

type StepChooserProps = {
  /** What is chosen: a step, or what starts the flow. */
  of: "steps" | "triggers";
  onChoose: (item: ChooserItem) => void;
  /** Items can be dragged out: begins when one is. */
  onCarry?: (item: ChooserItem, event: PointerEvent) => void;
  autoFocus?: boolean;
  /** Above the list. */
  children?: ReactNode;
  onKeyDown?: (event: KeyboardEvent) => void;
};

/** The one list of steps: in the palette, behind every “+”, and in the outline. Type to find, Enter to add. */
export function StepChooser({ of, onChoose, onCarry, autoFocus, children, onKeyDown }: StepChooserProps) {
  const catalogue = useCatalogue();
  const { timezone } = useWorkspace();
  const flowId = useBuilder((state) => state.flowId);
  const [query, setQuery] = useState("");
  const [recent, addRecent] = useRecentSteps();
  const items = useMemo(
    () => (!catalogue ? null : of === "steps" ? chooserItems(catalogue) : triggerItems(catalogue, timezone)),
    [catalogue, of, timezone],
  );
  const flows = useMemo(
    () => (catalogue && of === "steps" ? subFlowItems(catalogue, query, flowId) : []),
    [catalogue, of, query, flowId],
  );
  const groups = useMemo(() => grouped([...(items ?? []), ...flows]), [items, flows]);
  const recentItems =
    of === "steps" && query === ""
      ? recent.flatMap((key) => items?.find((item) => item.key === key) ?? [])
      : [];
  const choose = (item: ChooserItem) => {
    if (of === "steps") addRecent(item.key);
    onChoose(item);
  };
  const row = (item: ChooserItem, prefix = "") => (
    <ChooserRow
      key={prefix + item.key}
      value={prefix + item.key}
      item={item}
      onChoose={choose}
      onCarry={onCarry}
    />
  );
  return (
    <Command
      label={of === "steps" ? "Steps" : "What starts the flow"}
      filter={matches}
      onKeyDown={onKeyDown}
      loop
      className="group/chooser flex min-h-0 flex-1 flex-col [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
    >
      <div className="flex h-9 shrink-0 items-center gap-2 border-line border-b px-3">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <Command.Input
          autoFocus={autoFocus}
          value={query}
          onValueChange={setQuery}
          placeholder={of === "steps" ? "Search steps" : "Search events"}
          data-step-search
          className="h-full min-w-0 flex-1 bg-transparent outline-none placeholder:text-muted"
        />
      </div>
      {children}
      <Command.List className="min-h-0 flex-1 overflow-y-auto px-1.5 pb-2">
        {items === null ? (
          <div className="flex flex-col gap-3 p-2 pt-4">
            {[0, 1, 2, 3, 4].map((line) => (
              <Skeleton key={line} className="h-7 w-full rounded-md" />
            ))}
          </div>
        ) : (
          <>
            <Command.Empty className="px-3 py-6 text-center text-muted">
              Nothing is called that. Try “wait”, “text” or the name of an app.
            </Command.Empty>
            {recentItems.length > 0 ? (
              <Command.Group heading="Recent">
                {recentItems.map((item) => row(item, "recent:"))}
              </Command.Group>
            ) : null}
            {groups.map(([heading, members]) => (
              <Command.Group key={heading} heading={heading}>
                {members.map((item) => row(item))}
              </Command.Group>
            ))}
          </>
        )}
      </Command.List>
    </Command>
  );
}

function grouped(items: readonly ChooserItem[]): [string, ChooserItem[]][] {
  const groups = new Map<string, ChooserItem[]>();
  for (const item of items) {
    const members = groups.get(item.group);
    if (members) members.push(item);
    else groups.set(item.group, [item]);
  }
  return [...groups];
}

/** The first keyword is the title. */
const matches = (_value: string, search: string, [title = "", ...others]: string[] = []): number =>
  matchWords(search, title, others);
