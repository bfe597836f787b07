"use client";

import { Button } from "@/components/ui/button";
import { TRIGGER } from "@/server/domain/flow-graph";
import { stepTitle } from "@/server/domain/step-title";
import { useBuilder, useBuilderStore } from "../use-builder";
import { useStepActions } from "../use-step-actions";
import { findStep } from "./use-step";

/** Several cards are selected: how many, which, and what can be done with all of them. */
export function ManySelected() {
  const store = useBuilderStore();
  const readOnly = useBuilder((state) => state.readOnly);
  const selection = useBuilder((state) => state.selection);
  const definition = useBuilder((state) => state.definition);
  const { copy, cut, duplicate, remove } = useStepActions();
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
        {(readOnly ? [copy] : [copy, cut, duplicate, remove]).map(({ label, icon: Icon, run }) => (
          <Button key={label} onClick={run}>
            <Icon aria-hidden />
            {label}
          </Button>
        ))}
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
