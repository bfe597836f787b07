"use client";

import { BoxSelect, Plus, ShieldAlert, StickyNote, Wand } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { TRIGGER } from "@/server/domain/flow-graph";
import { ActionItem } from "./action-item";
import { useBuilderView } from "./builder-view";
import type { Point } from "./route-edge";
import { useArrange } from "./use-arrange";
import { useBuilder, useBuilderStore } from "./use-builder";
import { useStepActions } from "./use-step-actions";

/** What can be done with the card, or the place, that was clicked with the other button. */
export function CanvasMenu() {
  const menu = useBuilderView((view) => view.menu);
  const readOnly = useBuilder((state) => state.readOnly);
  if (!menu) return null;
  const { at, over } = menu;
  return (
    <DropdownMenu open onOpenChange={(open) => !open && useBuilderView.getState().openMenu(null)}>
      <DropdownMenuTrigger asChild>
        <span aria-hidden className="fixed size-0" style={{ left: at.x, top: at.y }} />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        aria-label={over === null ? "Canvas" : "Step"}
        className="w-56"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (over !== null && document.activeElement === document.body)
            useBuilderView.getState().canvas?.show(over);
        }}
      >
        {over === null ? (
          <PlaceItems at={at} readOnly={readOnly} />
        ) : (
          <CardItems over={over} at={at} readOnly={readOnly} />
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function CardItems({ over, at, readOnly }: { over: string; at: Point; readOnly: boolean }) {
  const actions = useStepActions();
  const addAfter = actions.addAfter(over, at);
  const setUp = { ...actions.setUp, run: () => later(actions.setUp.run) };
  const isStep = over !== TRIGGER;
  return (
    <>
      {over.startsWith("note:") || readOnly ? null : (
        <ActionItem action={{ ...addAfter, run: () => later(addAfter.run) }} />
      )}
      <ActionItem action={readOnly ? { ...setUp, label: "Look at it" } : setUp} />
      {isStep ? (
        <>
          <DropdownMenuSeparator />
          <ActionItem action={actions.copy} />
        </>
      ) : null}
      {isStep && !readOnly ? (
        <>
          <ActionItem action={actions.cut} />
          <ActionItem action={actions.duplicate} />
        </>
      ) : null}
      {readOnly ? null : <ActionItem action={actions.paste()} />}
      {isStep && !readOnly ? (
        <>
          <DropdownMenuSeparator />
          <ActionItem action={actions.remove} />
        </>
      ) : null}
    </>
  );
}

function PlaceItems({ at, readOnly }: { at: Point; readOnly: boolean }) {
  const store = useBuilderStore();
  const actions = useStepActions();
  const { tidy, addNote } = useArrange();
  const view = useBuilderView.getState;
  const all = () => {
    const { definition, select } = store.getState();
    select([...definition.steps, ...definition.error_handlers].map(({ id }) => id));
  };
  return (
    <>
      {readOnly ? null : (
        <>
          <DropdownMenuItem
            icon={<Plus aria-hidden />}
            onSelect={() => {
              const position = view().canvas?.toFlow(at);
              later(() => view().choose({ kind: "step", ...(position && { position }) }, at));
            }}
          >
            Add a step here
          </DropdownMenuItem>
          <DropdownMenuItem
            icon={<ShieldAlert aria-hidden />}
            onSelect={() => later(() => view().choose({ kind: "handler" }, at))}
          >
            Add an error handler
          </DropdownMenuItem>
          <DropdownMenuItem icon={<StickyNote aria-hidden />} shortcut="N" onSelect={() => addNote(at)}>
            Add a note here
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <ActionItem action={actions.paste(at)} />
        </>
      )}
      <DropdownMenuItem icon={<BoxSelect aria-hidden />} onSelect={all}>
        Select all steps
      </DropdownMenuItem>
      {readOnly ? null : (
        <DropdownMenuItem icon={<Wand aria-hidden />} shortcut="⇧ A" onSelect={tidy}>
          Tidy up the canvas
        </DropdownMenuItem>
      )}
    </>
  );
}

/** After the menu has given the focus away. */
const later = (work: () => void) => requestAnimationFrame(work);
