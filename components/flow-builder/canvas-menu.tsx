"use client";

import {
  BoxSelect,
  ClipboardCopy,
  ClipboardPaste,
  Copy,
  Pencil,
  Plus,
  Scissors,
  ShieldAlert,
  StickyNote,
  Trash2,
  Wand,
} from "lucide-react";
import { useModifierKey } from "@/components/shell/use-modifier-key";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import { TRIGGER } from "@/server/domain/flow-graph";
import { useBuilderView } from "./builder-view";
import { focusInspector } from "./focus-inspector";
import { useClipboardActions } from "./inspector/use-clipboard-actions";
import { placeOfSelection } from "./place-of-selection";
import { useArrange } from "./use-arrange";
import { useBuilder, useBuilderStore } from "./use-builder";

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

type Point = { x: number; y: number };

function CardItems({ over, at, readOnly }: { over: string; at: Point; readOnly: boolean }) {
  const store = useBuilderStore();
  const modifier = useModifierKey();
  const clipboard = useClipboardActions();
  const isStep = over !== TRIGGER;
  const addAfter = () => {
    const { definition } = store.getState();
    later(() => useBuilderView.getState().choose(placeOfSelection(definition, [over]), at));
  };
  return (
    <>
      {over.startsWith("note:") || readOnly ? null : (
        <DropdownMenuItem icon={<Plus aria-hidden />} shortcut="A" onSelect={addAfter}>
          Add a step after it
        </DropdownMenuItem>
      )}
      <DropdownMenuItem
        icon={<Pencil aria-hidden />}
        shortcut="Enter"
        onSelect={() => requestAnimationFrame(focusInspector)}
      >
        {readOnly ? "Look at it" : "Set it up"}
      </DropdownMenuItem>
      {isStep ? (
        <>
          <DropdownMenuSeparator />
          <DropdownMenuItem
            icon={<ClipboardCopy aria-hidden />}
            shortcut={`${modifier} C`}
            onSelect={() => void clipboard.copy()}
          >
            Copy
          </DropdownMenuItem>
        </>
      ) : null}
      {isStep && !readOnly ? (
        <>
          <DropdownMenuItem
            icon={<Scissors aria-hidden />}
            shortcut={`${modifier} X`}
            onSelect={() => void clipboard.cut()}
          >
            Cut
          </DropdownMenuItem>
          <DropdownMenuItem
            icon={<Copy aria-hidden />}
            shortcut={`${modifier} D`}
            onSelect={() => store.getState().duplicate()}
          >
            Duplicate
          </DropdownMenuItem>
        </>
      ) : null}
      {readOnly ? null : <PasteItem />}
      {isStep && !readOnly ? (
        <>
          <DropdownMenuSeparator />
          <DropdownMenuItem
            tone="danger"
            icon={<Trash2 aria-hidden />}
            shortcut="Del"
            onSelect={() => store.getState().remove()}
          >
            Remove
          </DropdownMenuItem>
        </>
      ) : null}
    </>
  );
}

function PlaceItems({ at, readOnly }: { at: Point; readOnly: boolean }) {
  const store = useBuilderStore();
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
          <PasteItem at={at} />
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

function PasteItem({ at }: { at?: Point }) {
  const store = useBuilderStore();
  const modifier = useModifierKey();
  const paste = async () => {
    try {
      const text = await navigator.clipboard.readText();
      const place = at && useBuilderView.getState().canvas?.toFlow(at);
      store.getState().paste(text, place);
    } catch {
      toast.error(`The browser does not let this page read the clipboard. Press ${modifier} V instead.`);
    }
  };
  return (
    <DropdownMenuItem
      icon={<ClipboardPaste aria-hidden />}
      shortcut={`${modifier} V`}
      onSelect={() => void paste()}
    >
      Paste
    </DropdownMenuItem>
  );
}

/** After the menu has given the focus away. */
const later = (work: () => void) => requestAnimationFrame(work);
