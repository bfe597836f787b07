"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { formatNumber } from "@/components/ui/format-number";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { FlowDefinition } from "@/server/domain/flow";
import { iterationPath } from "@/server/domain/loop-frame";
import { JumpToItem } from "./jump-to-item";
import { LoopItem } from "./loop-item";
import { LoopPager } from "./loop-pager";
import { useRunContext } from "./run-context";
import { isItemOpen, openItem } from "./run-selection";
import type { RunLoop } from "./run-types";
import { useReadAgain } from "./use-read-again";

type LoopItemsProps = {
  loop: RunLoop;
  definition: FlowDefinition;
  /** The steps of one item, by the item's path. */
  renderItem: (path: string, isOver: boolean) => ReactNode;
};

type Show = "all" | "failed" | "running";
const PAGE = 25;

/** The items of a loop, a page at a time, however many there are. */
export function LoopItems({ loop, definition, renderItem }: LoopItemsProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { run, selection, select } = useRunContext();
  const [show, setShow] = useState<Show>("all");
  // Where the pages begin that led here: of a filtered list nobody knows where the page before it began.
  const [begins, setBegins] = useState(() => [pageOf(openItem(definition, selection, loop) ?? 0)]);
  const from = begins.at(-1) ?? 0;
  const ref = { stepId: loop.stepId, path: loop.path };
  const { data, error, isPlaceholderData, refetch } = useQuery(
    trpc.runs.iterations.queryOptions(
      { workspace, runId: run.id, ...ref, show, from, limit: PAGE },
      { placeholderData: keepPreviousData },
    ),
  );
  const isOver = loop.open === 0 && loop.begun === loop.succeeded + loop.failed && run.completedAt !== null;
  useReadAgain(refetch, isOver ? null : run.runSeq);

  const jump = (number: number) => {
    const index = Math.min(number, loop.total) - 1;
    setShow("all");
    setBegins([pageOf(index)]);
    select(`${loop.stepId}@${iterationPath(loop.path, index)}`);
  };
  const back =
    begins.length > 1 ? begins.slice(0, -1) : show === "all" && from > 0 ? [Math.max(0, from - PAGE)] : null;
  const items = data?.iterations ?? [];
  const options = [
    { value: "all", label: "All" },
    { value: "failed", label: loop.failed > 0 ? `Failed ${formatNumber(loop.failed)}` : "Failed" },
    { value: "running", label: loop.open > 0 ? `Running ${formatNumber(loop.open)}` : "Running" },
  ] as const;

  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <SegmentedControl
          label="Items shown"
          options={options}
          value={show}
          onChange={(next) => {
            setShow(next);
            setBegins([0]);
          }}
        />
        {loop.total > PAGE ? <JumpToItem total={loop.total} onJump={jump} /> : null}
      </div>
      {error ? (
        <p className="flex items-center gap-3 text-failed">
          {error.message} <Button onClick={() => refetch()}>Try again</Button>
        </p>
      ) : data ? (
        <div
          className={cn(
            "overflow-hidden rounded-lg border border-line bg-surface",
            isPlaceholderData && "opacity-60",
          )}
        >
          {items.length > 0 ? (
            <ol aria-label="Items">
              {items.map((item) => {
                const open = isItemOpen(definition, selection, loop.stepId, item.path);
                const own = loop.path === "" ? loop.stepId : `${loop.stepId}@${loop.path}`;
                return (
                  <LoopItem
                    key={item.path}
                    item={item}
                    open={open}
                    onToggle={() => select(open ? own : `${loop.stepId}@${item.path}`)}
                  >
                    {renderItem(item.path, item.status !== "running")}
                  </LoopItem>
                );
              })}
            </ol>
          ) : (
            <p className="px-3 py-4 text-muted">{EMPTY[show]}</p>
          )}
          <LoopPager
            items={items}
            total={show === "all" ? loop.total : null}
            onBack={back ? () => setBegins(back) : null}
            onNext={data.next === null ? null : () => setBegins([...begins, data.next ?? 0])}
          />
        </div>
      ) : (
        <SkeletonRows rows={4} label="Loading the items" />
      )}
    </div>
  );
}

const EMPTY: Record<Show, string> = {
  all: "No item has begun here yet.",
  failed: "No item failed.",
  running: "No item is under way.",
};

const pageOf = (index: number) => Math.floor(index / PAGE) * PAGE;
