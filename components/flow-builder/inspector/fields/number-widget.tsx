"use client";

import { useState } from "react";
import { Input } from "@/components/ui/input";
import { numberProblem } from "./number-problem";
import { textOf, type WidgetProps } from "./widget-props";

/** A number within its bounds. What is not one stays to be seen, and is not stored. */
export function NumberWidget({ field, value, onChange, readOnly }: WidgetProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const problem = typed === null ? null : numberProblem(typed, field);
  const change = (text: string) => {
    setTyped(text);
    if (text.trim() === "") onChange(undefined);
    else if (numberProblem(text, field) === null) onChange(Number(text));
  };
  return (
    <>
      <Input
        inputMode="decimal"
        aria-label={field.title}
        autoComplete="off"
        className="tabular-nums"
        placeholder={field.placeholder || textOf(field.fallback)}
        value={typed ?? textOf(value)}
        disabled={readOnly}
        {...(problem && { "aria-invalid": true })}
        onChange={(event) => change(event.target.value)}
        onBlur={() => problem === null && setTyped(null)}
      />
      {problem ? (
        <p role="alert" className="text-failed text-xs">
          {problem}
        </p>
      ) : null}
    </>
  );
}
