"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldProps } from "./field-context";
import { inputClass } from "./input";

type TextareaProps = ComponentProps<"textarea"> & {
  /** For JSON, templates, code. */
  mono?: boolean;
};

export function Textarea({ className, mono, ...props }: TextareaProps) {
  return (
    <textarea
      {...useFieldProps(props)}
      spellCheck={!mono}
      {...props}
      className={cn(
        inputClass(),
        "h-auto min-h-20 py-1.5 field-sizing-content",
        mono && "font-mono text-xs",
        className,
      )}
    />
  );
}
