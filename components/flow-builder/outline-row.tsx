"use client";

import { ChevronRight, Ellipsis, Lightbulb, Plus, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, memo, useState } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { CardRunLine } from "./card-run-line";
import { OutlineRowBody, outlineRowName } from "./outline-row-body";
import type { OutlineRow as Row } from "./outline-rows";
import { STALE } from "./stale-steps";
import type { StepMark } from "./step-mark";
import { useBuilder } from "./use-builder";
import { useProblemsOf } from "./use-problems";
import { useIsStale } from "./use-stale-steps";

export type RowDeeds = {
  onFocus: (row: Row) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>, row: Row) => void;
  /** A click; with Ctrl, ⌘ or ⇧ it adds to the selection. */
  onPress: (row: Row, adds: boolean) => void;
  onToggle: (key: string, open: boolean) => void;
  /** From a button at this place of the window. */
  onAdd: (row: Row, at: { x: number; y: number }) => void;
  onMenu: (row: Row, at: { x: number; y: number }) => void;
};

type OutlineRowProps = {
  row: Row;
  selected: boolean;
  focusable: boolean;
  readOnly: boolean;
  /** Its buttons are always there: nothing hovers. */
  touch: boolean;
  inRun: boolean;
  mark: StepMark | null;
  deeds: RowDeeds;
};

/** One line of the outline: a step, the start, one of a step's ways, or a section. Drawn again only when it changed. */
export const OutlineRow = memo(function OutlineRow({
  row,
  selected,
  focusable,
  readOnly,
  touch,
  inRun,
  mark,
  deeds,
}: OutlineRowProps) {
  const isCard = row.kind === "step" || row.kind === "start";
  const problems = useProblemsOf(row.key);
  const stale = useIsStale(row.key);
  const trigger = useBuilder((state) => (row.kind === "start" ? state.definition.trigger : null));
  const [hovered, setHovered] = useState(false);
  return (
    <div
      role="treeitem"
      data-outline-row={row.key}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.open ?? undefined}
      aria-selected={selected}
      aria-label={outlineRowName(row, trigger, { problems: problems.length, stale })}
      tabIndex={focusable ? 0 : -1}
      onFocus={(event) => event.target === event.currentTarget && deeds.onFocus(row)}
      onKeyDown={(event) => deeds.onKeyDown(event, row)}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onMouseDown={(event) => {
        // Focus selects: one more selected row is not focused.
        if (event.metaKey || event.ctrlKey || event.shiftKey) event.preventDefault();
      }}
      onClick={(event) => {
        if (!event.defaultPrevented) deeds.onPress(row, event.metaKey || event.ctrlKey || event.shiftKey);
      }}
      onContextMenu={(event) => {
        if (readOnly) return;
        event.preventDefault();
        deeds.onMenu(row, { x: event.clientX, y: event.clientY });
      }}
      style={{ marginLeft: `min(${(row.level - 1) * 1.125}rem, 40%)` }}
      className={cn(
        "relative scroll-my-12 outline-offset-1",
        isCard
          ? "overflow-hidden rounded-xl border bg-surface"
          : "flex min-h-8 items-center rounded-md px-1 py-0.5 text-muted text-xs hover:bg-hover",
        isCard &&
          (selected ? "border-accent outline-2 outline-accent" : "border-line-strong hover:border-gray-8"),
        stale && "border-dashed",
        stale && !selected && "border-held",
      )}
      title={stale ? STALE : undefined}
    >
      <div className={cn("flex min-w-0 flex-1 items-center gap-2", isCard && "p-2.5")}>
        <Twist row={row} isCard={isCard} onToggle={deeds.onToggle} />
        <OutlineRowBody row={row} trigger={trigger} />
        <Problems problems={problems} />
        {readOnly ? null : selected || focusable || hovered || touch ? (
          <RowButtons row={row} deeds={deeds} />
        ) : (
          // Nothing moves when they come.
          <span aria-hidden className="w-14.5 shrink-0" />
        )}
      </div>
      {inRun && isCard ? <CardRunLine isTrigger={row.kind === "start"} mark={mark} /> : null}
    </div>
  );
}, isSame);

function isSame(
  { row: one, ...before }: OutlineRowProps,
  { row: other, ...after }: OutlineRowProps,
): boolean {
  return sameMembers(one, other) && sameMembers(before, after);
}

const sameMembers = (one: object, other: object): boolean => {
  const members = new Map<string, unknown>(Object.entries(other));
  const entries = Object.entries(one);
  return (
    entries.length === members.size && entries.every(([key, value]) => Object.is(value, members.get(key)))
  );
};

type TwistProps = { row: Row; isCard: boolean; onToggle: RowDeeds["onToggle"] };

function Twist({ row, isCard, onToggle }: TwistProps) {
  if (row.open === null) return isCard ? null : <span aria-hidden className="-ml-1 size-5 shrink-0" />;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden
      onClick={(event) => {
        event.preventDefault();
        onToggle(row.key, !row.open);
      }}
      className="-ml-1 grid size-5 shrink-0 place-items-center rounded text-muted hover:bg-hover"
    >
      <ChevronRight className={cn("size-4", row.open && "rotate-90")} />
    </button>
  );
}

function Problems({ problems }: { problems: ReturnType<typeof useProblemsOf> }) {
  if (problems.length === 0) return null;
  const isAdvice = problems.every(({ severity }) => severity === "advice");
  const Icon = isAdvice ? Lightbulb : TriangleAlert;
  return (
    <span
      className={cn("flex shrink-0 items-center gap-1 text-xs", isAdvice ? "text-muted" : "text-held")}
      title={problems.map(({ message }) => message).join("\n")}
    >
      <Icon aria-hidden className="size-3.5" />
      {problems.length}
    </span>
  );
}

/** For the mouse and for fingers; keys have their own ways. */
function RowButtons({ row, deeds }: { row: Row; deeds: RowDeeds }) {
  return (
    <span className={cn("flex shrink-0 gap-0.5", row.kind !== "step" && row.kind !== "start" && "-my-1")}>
      <IconButton
        label={`Add a step: ${row.title}`}
        tabIndex={-1}
        onClick={(event) => {
          event.preventDefault();
          deeds.onAdd(row, below(event.currentTarget));
        }}
      >
        <Plus aria-hidden />
      </IconButton>
      <IconButton
        label={`More: ${row.title}`}
        tabIndex={-1}
        onClick={(event) => {
          event.preventDefault();
          deeds.onMenu(row, below(event.currentTarget));
        }}
      >
        <Ellipsis aria-hidden />
      </IconButton>
    </span>
  );
}

function below(element: HTMLElement): { x: number; y: number } {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left, y: bottom + 4 };
}
