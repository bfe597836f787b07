"use client";

import { ClipboardCopy, Copy, Scissors, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { TRIGGER } from "@/server/domain/flow-graph";
import { stepTitle } from "@/server/domain/step-title";
import { useBuilder, useBuilderStore } from "../use-builder";
import { useClipboardActions } from "./use-clipboard-actions";
import { findStep } from "./use-step";

/** Several cards are selected: how many, which, and what can be done with all of them. */
export function ManySelected() {
  const store = useBuilderStore();
  const readOnly = useBuilder((state) => state.readOnly);
  const selection = useBuilder((state) => state.selection);
  const definition = useBuilder((state) => state.definition);
  const clipboard = useClipboardActions();
  const steps = selection.flatMap((id) => findStep(definition, id) ?? []);
  const notes = selection.filter((id) => id.startsWith("note:")).length;
  const words = [
    steps.length > 0 ? `${steps.length} ${steps.length === 1 ? "step" : "steps"}` : "",
    notes > 0 ? `${notes} ${notes === 1 ? "note" : "notes"}` : "",
    selection.includes(TRIGGER) ? "the trigger" : "",
  ].filter(Boolean);
  return (
    <div className="flex flex-col gap-4 p-4">
      <h2 className="font-semibold first-letter:uppercase">{words.join(", ")} selected</h2>
      <div className="flex flex-wrap gap-2">
        <Button onClick={clipboard.copy}>
          <ClipboardCopy aria-hidden />
          Copy
        </Button>
        {readOnly ? null : (
          <>
            <Button onClick={clipboard.cut}>
              <Scissors aria-hidden />
              Cut
            </Button>
            <Button onClick={() => store.getState().duplicate()}>
              <Copy aria-hidden />
              Duplicate
            </Button>
            <Button onClick={() => store.getState().remove()}>
              <Trash2 aria-hidden />
              Remove
            </Button>
          </>
        )}
      </div>
      <ul aria-label="Selected steps" className="flex flex-col">
        {steps.map((step) => (
          <li key={step.id}>
            <Button
              variant="ghost"
              className="w-full justify-start font-normal text-ink"
              onClick={() => store.getState().select([step.id])}
            >
              <span className="truncate">{stepTitle(step)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
