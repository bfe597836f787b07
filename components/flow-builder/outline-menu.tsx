"use client";

import { ArrowDown, ArrowUp, Cable, CircleStop, Plus, Zap } from "lucide-react";
import { useEffect, useRef } from "react";
import { askPalette } from "@/components/shell/palette-commands";
import { useShell } from "@/components/shell/shell-context";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { ActionItem } from "./action-item";
import { useBuilderView } from "./builder-view";
import { outlinePlaces } from "./outline-places";
import type { OutlineRow } from "./outline-rows";
import { useBuilder, useBuilderStore } from "./use-builder";
import { useStepActions } from "./use-step-actions";

type OutlineMenuProps = {
  row: OutlineRow;
  at: { x: number; y: number };
  onClose: () => void;
  onMove: (row: OutlineRow, way: "up" | "down") => void;
  onRemove: (row: OutlineRow) => void;
  onDetails: () => void;
  onFocus: (key: string) => void;
};

/** Everything that can be done from a row of the outline, by name. */
export function OutlineMenu({ row, at, onClose, onMove, onRemove, onDetails, onFocus }: OutlineMenuProps) {
  const store = useBuilderStore();
  const { openPalette } = useShell();
  const actions = useStepActions();
  const definition = useBuilder((state) => state.definition);
  const goesElsewhere = useRef(false);
  const content = useRef<HTMLDivElement>(null);
  // It is mostly opened with a key: the first entry is ready for the next one.
  useEffect(() => {
    const frame = requestAnimationFrame(() =>
      content.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, []);
  const places = outlinePlaces(definition, row);
  const isStep = row.kind === "step";
  const leaving = (work: () => void) => () => {
    goesElsewhere.current = true;
    // After the menu has given the focus away.
    requestAnimationFrame(work);
  };
  return (
    <DropdownMenu open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenuTrigger asChild>
        <span aria-hidden className="fixed size-0" style={{ left: at.x, top: at.y }} />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        ref={content}
        aria-label={row.title}
        className="w-64"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (!goesElsewhere.current) onFocus(row.key);
        }}
      >
        <DropdownMenuLabel>Add a step</DropdownMenuLabel>
        {places.map(({ label, place }) => (
          <DropdownMenuItem
            key={label}
            icon={<Plus aria-hidden />}
            onSelect={leaving(() => useBuilderView.getState().choose(place, at))}
          >
            {label}
          </DropdownMenuItem>
        ))}
        {row.kind === "section" ? null : <DropdownMenuSeparator />}
        {row.kind === "start" ? (
          <DropdownMenuItem
            icon={<Zap aria-hidden />}
            onSelect={leaving(() => useBuilderView.getState().choose({ kind: "trigger" }, at))}
          >
            Change what starts the flow
          </DropdownMenuItem>
        ) : null}
        {isStep || row.kind === "start" ? (
          <ActionItem action={{ ...actions.setUp, run: leaving(onDetails) }} />
        ) : null}
        {row.kind === "section" ? null : (
          <DropdownMenuItem
            icon={<Cable aria-hidden />}
            onSelect={leaving(() => {
              askPalette("connect-step");
              openPalette();
            })}
          >
            Connect to another step
          </DropdownMenuItem>
        )}
        {isStep ? (
          <>
            <DropdownMenuItem
              icon={<ArrowUp aria-hidden />}
              shortcut="Alt ↑"
              onSelect={() => onMove(row, "up")}
            >
              Move up
            </DropdownMenuItem>
            <DropdownMenuItem
              icon={<ArrowDown aria-hidden />}
              shortcut="Alt ↓"
              onSelect={() => onMove(row, "down")}
            >
              Move down
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            <ActionItem action={actions.copy} />
            <ActionItem action={{ ...actions.cut, run: leaving(actions.cut.run) }} />
            <ActionItem
              action={{
                ...actions.duplicate,
                run: leaving(() => {
                  actions.duplicate.run();
                  requestAnimationFrame(() => onFocus(store.getState().selection[0] ?? row.key));
                }),
              }}
            />
            <ActionItem action={actions.paste()} />
            <DropdownMenuSeparator />
            <ActionItem
              action={{
                ...actions.remove,
                run: leaving(() => {
                  onRemove(row);
                  requestAnimationFrame(() => onFocus(row.key));
                }),
              }}
            />
          </>
        ) : null}
        {row.kind === "way" ? (
          <DropdownMenuItem icon={<CircleStop aria-hidden />} onSelect={() => onRemove(row)}>
            {/^(?:case|branch):/.test(row.outlet) ? "Remove this branch" : "End this way"}
          </DropdownMenuItem>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
