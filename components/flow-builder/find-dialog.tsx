"use client";

import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { findInFlow } from "@/server/domain/replace-in-flow";
import { sentenceCase, stepTitle } from "@/server/domain/step-title";
import { useBuilderView } from "./builder-view";
import { useBuilder, useBuilderStore } from "./use-builder";

/** Words in all texts of the flow, and other words in their place. One replacement is one undo. */
export function FindDialog({ onClose }: { onClose: () => void }) {
  const store = useBuilderStore();
  const definition = useBuilder((state) => state.definition);
  const readOnly = useBuilder((state) => state.readOnly);
  const [words, setWords] = useState("");
  const [by, setBy] = useState("");
  const hits = useMemo(() => findInFlow(definition, words), [definition, words]);
  const steps = new Map([...definition.steps, ...definition.error_handlers].map((step) => [step.id, step]));
  const go = (stepId: string | null) => {
    onClose();
    if (stepId === null) return;
    store.getState().select([stepId]);
    requestAnimationFrame(() => useBuilderView.getState().canvas?.show(stepId));
  };
  const replace = () => {
    if (!store.getState().edit({ kind: "replace_text", find: words, replace: by, matchCase: false })) return;
    toast.success(`“${words}” is “${by}” in ${hits.length === 1 ? "one place" : `${hits.length} places`}`, {
      undo: () => store.getState().undo(),
    });
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={readOnly ? "Find in the flow" : "Find and replace in the flow"}>
        <div className="flex flex-col gap-3">
          <Field label="Find">
            <Input autoFocus value={words} onChange={(event) => setWords(event.target.value)} />
          </Field>
          {readOnly ? null : (
            <div className="flex items-end gap-2">
              <Field label="Replace by" className="flex-1">
                <Input value={by} onChange={(event) => setBy(event.target.value)} />
              </Field>
              <Button size="md" variant="primary" disabled={hits.length === 0} onClick={replace}>
                Replace all
              </Button>
            </div>
          )}
          {words ? (
            <p role="status" className="text-muted">
              {hits.length === 0
                ? `“${words}” stands nowhere in this flow.`
                : hits.length === 1
                  ? "In one place:"
                  : `In ${hits.length} places:`}
            </p>
          ) : null}
          <ul className="flex max-h-72 flex-col overflow-y-auto">
            {hits.slice(0, MOST).map((hit) => {
              const step = steps.get(hit.stepId ?? "");
              return (
                <li key={`${hit.stepId} ${hit.field}`}>
                  <button
                    type="button"
                    onClick={() => go(hit.stepId)}
                    className="flex w-full flex-col rounded-md px-2 py-1.5 text-left hover:bg-hover"
                  >
                    <span className="font-medium">
                      {step ? stepTitle(step) : "The flow itself"}{" "}
                      <span className="font-normal text-muted text-xs">{sentenceCase(hit.field)}</span>
                    </span>
                    <Excerpt text={hit.text} words={words} />
                  </button>
                </li>
              );
            })}
          </ul>
        </div>
      </DialogContent>
    </Dialog>
  );
}

const MOST = 100;
const AROUND = 40;

function Excerpt({ text, words }: { text: string; words: string }) {
  const at = text.toLowerCase().indexOf(words.toLowerCase());
  const end = at + words.length;
  return (
    <span className="truncate text-muted">
      {at > AROUND ? "…" : ""}
      {text.slice(Math.max(0, at - AROUND), at)}
      <mark className="rounded-sm bg-accent-soft text-accent-ink">{text.slice(at, end)}</mark>
      {text.slice(end, end + 2 * AROUND)}
    </span>
  );
}
