"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Input } from "@/components/ui/input";
import type { Step } from "@/server/domain/step";
import { useBuilder, useBuilderStore } from "../use-builder";
import { stepIdProblem } from "./step-id-problem";

/** The id by which other steps refer to this one. Renaming it changes them along. */
export function StepIdField({ step, readOnly }: { step: Step; readOnly: boolean }) {
  const store = useBuilderStore();
  const definition = useBuilder((state) => state.definition);
  const [typed, setTyped] = useState<string | null>(null);
  if (typed === null)
    return (
      <span className="flex min-h-7 items-center gap-1">
        <code className="truncate font-mono">{step.id}</code>
        {readOnly ? null : (
          <Button
            variant="ghost"
            className="h-5 px-1.5 font-normal text-xs"
            aria-label={`Rename the id ${step.id}`}
            onClick={() => setTyped(step.id)}
          >
            Rename
          </Button>
        )}
        <CopyButton text={step.id} label="Copy the id" className="size-5 [&_svg]:size-3.5" />
      </span>
    );
  const problem = stepIdProblem(definition, step.id, typed);
  const rename = () => {
    const newId = typed.trim();
    setTyped(null);
    if (newId === step.id || problem) return;
    store.getState().edit({ kind: "rename_step_id", stepId: step.id, newId }, { select: [newId] });
  };
  return (
    <div>
      <Input
        size="sm"
        autoFocus
        aria-label="Id of the step"
        aria-invalid={problem !== null || undefined}
        autoComplete="off"
        spellCheck={false}
        className="font-mono text-xs"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === "Enter") rename();
          if (event.key !== "Escape") return;
          event.stopPropagation();
          setTyped(null);
        }}
      />
      <p role="status" className={problem ? "text-failed" : "text-muted"}>
        {problem ?? "References to it follow. Enter to rename, Escape to leave it."}
      </p>
    </div>
  );
}
