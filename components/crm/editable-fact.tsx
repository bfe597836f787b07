"use client";

import { Pencil } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";

type EditableFactProps = {
  label: string;
  value: string;
  /** How the value is shown; the text itself when left out. */
  shown?: ReactNode;
  /** What to write: "1990-02-28, or --02-28". */
  hint?: string;
  inputMode?: "text" | "email" | "tel" | "numeric";
  /** Null for those who may only look. Answers why the text was refused, or null. */
  onSave: ((text: string) => Promise<string | null>) | null;
};

/** A fact that becomes a field when one presses it. Enter or leaving the field saves, Escape takes it back. */
export function EditableFact({ label, value, shown, hint, inputMode, onSave }: EditableFactProps) {
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const saving = useRef(false);
  const close = () => {
    setText(null);
    setProblem(null);
  };
  const save = async (refocus: boolean) => {
    if (text === null || saving.current || !onSave) return;
    if (text.trim() !== value) {
      saving.current = true;
      const refused = await onSave(text.trim());
      saving.current = false;
      if (refused !== null) return setProblem(refused);
    }
    close();
    if (refocus) requestAnimationFrame(() => button.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") void save(true);
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
    requestAnimationFrame(() => button.current?.focus());
  };
  const display = shown ?? value;
  return (
    <div className="grid grid-cols-[104px_minmax(0,1fr)] items-start gap-x-2">
      <dt className="py-1 text-muted">
        <label htmlFor={text === null ? undefined : id}>{label}</label>
      </dt>
      <dd className="min-w-0">
        {text !== null ? (
          <>
            <Input
              id={id}
              size="sm"
              autoFocus
              inputMode={inputMode}
              autoComplete="off"
              placeholder={hint}
              value={text}
              aria-invalid={problem !== null || undefined}
              aria-describedby={problem ? `${id}-problem` : undefined}
              onChange={(event) => {
                setText(event.target.value);
                setProblem(null);
              }}
              onKeyDown={onKeyDown}
              onBlur={() => void save(false)}
            />
            {problem ? (
              <p id={`${id}-problem`} role="alert" className="mt-1 text-failed text-xs">
                {problem}
              </p>
            ) : null}
          </>
        ) : onSave ? (
          <button
            ref={button}
            type="button"
            aria-label={`${label}: ${value || "not set"}. Change`}
            onClick={() => setText(value)}
            className="group/fact -ml-1.5 flex min-h-7 w-full min-w-0 items-center gap-1.5 rounded-md px-1.5 text-left hover:bg-hover"
          >
            <span className={cn("min-w-0 truncate", !value && "text-faint")} title={value || undefined}>
              {value ? display : "Add"}
            </span>
            <Pencil
              aria-hidden
              className="ml-auto size-3.5 shrink-0 text-faint opacity-0 group-hover/fact:opacity-100 group-focus-visible/fact:opacity-100"
            />
          </button>
        ) : (
          <span className={cn("block truncate py-1", !value && "text-faint")}>{value ? display : "–"}</span>
        )}
      </dd>
    </div>
  );
}
