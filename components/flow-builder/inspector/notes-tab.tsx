"use client";

import { Textarea } from "@/components/ui/textarea";
import type { Step } from "@/server/domain/step";
import { useChangeStep } from "./use-step";

export function NotesTab({ step, readOnly }: { step: Step; readOnly: boolean }) {
  const change = useChangeStep(step.id);
  return (
    <Textarea
      maxLength={2_000}
      className="min-h-40"
      placeholder="Why this step is here, who asked for it, what to mind."
      value={step.description ?? ""}
      disabled={readOnly}
      onChange={({ target }) =>
        change({ description: target.value === "" ? null : target.value }, "description")
      }
    />
  );
}
