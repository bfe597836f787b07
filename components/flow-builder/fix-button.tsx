"use client";

import { Wrench } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { toast } from "@/components/ui/toast";
import type { ProblemFix } from "@/server/domain/problem-fix";
import { useBuilder, useBuilderStore } from "./use-builder";

type FixButtonProps = {
  fix: ProblemFix;
  /** It stands below the field that is wrong, and looks like a link. */
  inField?: boolean;
  className?: string;
};

/** The right way out of a problem: an edit as any other, which Undo takes back. */
export function FixButton({ fix: { label, edits }, inField = false, className }: FixButtonProps) {
  const store = useBuilderStore();
  const readOnly = useBuilder((state) => state.readOnly);
  if (readOnly) return null;
  const fix = () => {
    const { edit, definition: before } = store.getState();
    if (!edit(edits, { label })) return;
    const fixed = store.getState().definition;
    if (fixed === before) return;
    toast.success(label, {
      undo: () => {
        if (store.getState().definition === fixed) store.getState().undo();
      },
    });
  };
  return (
    <Button
      data-fix
      variant={inField ? "link" : undefined}
      className={cn("max-w-64 shrink-0", inField && "self-start text-xs", className)}
      title={label}
      aria-label={`Fix: ${label}`}
      onClick={(event) => {
        const field = inField ? event.currentTarget.closest("[data-field]") : null;
        fix();
        field?.querySelector<HTMLElement>(CONTROL)?.focus();
      }}
    >
      <Wrench aria-hidden />
      <span className="truncate">{label}</span>
    </Button>
  );
}

/** What takes the focus when the button is gone with its problem. */
const CONTROL = "input, textarea, [contenteditable=true], button[role=combobox]";
