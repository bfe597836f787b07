"use client";

import { ChevronRight, Ellipsis, Plus, Split, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, memo } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { CardRunLine } from "./card-run-line";
import { describeStep } from "./describe-step";
import { describeTrigger } from "./describe-trigger";
import type { OutlineRow as Row } from "./outline-rows";
import { stepFamily } from "./step-family";
import { stepIcon, triggerIcon } from "./step-icon";
import type { StepMark } from "./step-mark";
import { StepSentence } from "./step-sentence";
import { StepTile } from "./step-tile";
import { plainText } from "./text-part";
import { useBuilder } from "./use-builder";
import { useProblemsOf } from "./use-problems";

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
  marks: ReadonlyMap<string, StepMark> | null;
  deeds: RowDeeds;
};

/** One line of the outline: a step, the start, one of a step's ways, or a section. */
export function OutlineRow({ row, selected, focusable, readOnly, marks, deeds }: OutlineRowProps) {
  const isCard = row.kind === "step" || row.kind === "start";
  const problems = useProblemsOf(row.key);
  const trigger = useBuilder((state) => state.definition.trigger);
  const below = (element: HTMLElement) => {
    const { left, bottom } = element.getBoundingClientRect();
    return { x: left, y: bottom + 4 };
  };
  return (
    <div
      role="treeitem"
      data-outline-row={row.key}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.open ?? undefined}
      aria-selected={selected}
      aria-label={nameOf(row, trigger, problems.length)}
      tabIndex={focusable ? 0 : -1}
      onFocus={(event) => event.target === event.currentTarget && deeds.onFocus(row)}
      onKeyDown={(event) => deeds.onKeyDown(event, row)}
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
        "group/row relative scroll-my-12 outline-offset-1",
        isCard
          ? "overflow-hidden rounded-xl border bg-surface"
          : "flex items-center rounded-md px-1 py-0.5 text-muted text-xs hover:bg-hover",
        isCard &&
          (selected ? "border-accent outline-2 outline-accent" : "border-line-strong hover:border-gray-8"),
      )}
    >
      <div className={cn("flex min-w-0 flex-1 items-center gap-2", isCard && "p-2.5")}>
        {row.open === null ? (
          isCard ? null : (
            <span aria-hidden className="-ml-1 size-5 shrink-0" />
          )
        ) : (
          <button
            type="button"
            tabIndex={-1}
            aria-hidden
            onClick={(event) => {
              event.preventDefault();
              deeds.onToggle(row.key, !row.open);
            }}
            className="-ml-1 grid size-5 shrink-0 place-items-center rounded text-muted hover:bg-hover"
          >
            <ChevronRight className={cn("size-4", row.open && "rotate-90")} />
          </button>
        )}
        <RowBody row={row} />
        {problems.length > 0 ? (
          <span
            className="flex shrink-0 items-center gap-1 text-held text-xs"
            title={problems.map(({ message }) => message).join("\n")}
          >
            <TriangleAlert aria-hidden className="size-3.5" />
            {problems.length}
          </span>
        ) : null}
        {readOnly ? null : (
          <span
            className={cn(
              "flex shrink-0 gap-0.5",
              !selected && "opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100",
              "max-desk:opacity-100",
            )}
          >
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
        )}
      </div>
      {marks && isCard ? (
        <CardRunLine isTrigger={row.kind === "start"} mark={marks.get(row.key) ?? null} />
      ) : null}
    </div>
  );
}

/** Drawn again only when its own step, or what follows it, has changed. */
const RowBody = memo(
  function RowBody({ row }: { row: Row }) {
    const trigger = useBuilder((state) => (row.kind === "start" ? state.definition.trigger : null));
    if (row.kind === "way")
      return (
        <span className="flex min-w-0 flex-1 items-center gap-1.5">
          <Split aria-hidden className="size-3.5 shrink-0 rotate-90" />
          <span
            className={cn(
              "truncate rounded-full bg-gray-4 px-2 py-px font-medium text-ink",
              row.lane === "error" && "bg-error-soft text-error",
            )}
          >
            {row.title}
          </span>
          {row.follows ? <span className="truncate">{row.follows}</span> : null}
        </span>
      );
    if (row.kind === "section") return <span className="flex-1 pt-2 font-medium">{row.title}</span>;
    const face =
      row.kind === "start"
        ? trigger && { ...describeTrigger(trigger), family: "trigger" as const, icon: triggerIcon(trigger) }
        : {
            ...{ title: row.title, parts: describeStep(row.step), icon: stepIcon(row.step) },
            family: row.isHandler ? ("error" as const) : stepFamily(row.step),
          };
    if (!face) return null;
    return (
      <>
        <StepTile icon={face.icon} family={face.family} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-semibold text-ink text-sm">{face.title}</span>
          {face.parts.length > 0 ? (
            <span className="block truncate text-muted text-xs leading-4.5">
              <StepSentence parts={face.parts} />
            </span>
          ) : null}
          {row.kind === "step" && row.follows ? (
            <span className="block truncate text-muted text-xs leading-4.5">→ {row.follows}</span>
          ) : null}
        </span>
      </>
    );
  },
  ({ row: one }, { row: other }) =>
    one.kind === other.kind &&
    one.title === other.title &&
    (one.kind !== "step" ||
      other.kind !== "step" ||
      (one.step === other.step && one.follows === other.follows && one.isHandler === other.isHandler)) &&
    (one.kind !== "way" ||
      other.kind !== "way" ||
      (one.follows === other.follows && one.lane === other.lane)),
);

function nameOf(row: Row, trigger: Parameters<typeof describeTrigger>[0], problems: number): string {
  const parts = [row.title];
  if (row.kind === "start") parts.push(plainText(describeTrigger(trigger).parts));
  if (row.kind === "step") parts.push(plainText(describeStep(row.step)));
  if ((row.kind === "step" || row.kind === "way") && row.follows) parts.push(row.follows);
  if (problems > 0) parts.push(problems === 1 ? "1 problem" : `${problems} problems`);
  return parts.filter(Boolean).join(", ");
}
