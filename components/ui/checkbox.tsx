"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { type ComponentProps, useId } from "react";
import { cn } from "./cn";

type CheckboxProps = ComponentProps<typeof Radix.Root> & {
  label: string;
  help?: string;
  /** In a table: the label is for screen readers only. */
  hideLabel?: boolean;
};

export function Checkbox({ label, help, hideLabel, className, id, ...props }: CheckboxProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  return (
    <div className={cn("flex items-start gap-2", className)}>
      <Radix.Root
        id={controlId}
        aria-describedby={help ? `${controlId}-help` : undefined}
        {...props}
        className="group mt-0.5 grid size-4 shrink-0 place-items-center rounded-sm border border-gray-9 bg-surface text-on-accent transition-colors data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent disabled:opacity-50"
      >
        <Radix.Indicator>
          <Minus
            aria-hidden
            className="hidden size-3 group-data-[state=indeterminate]:block"
            strokeWidth={2.5}
          />
          <Check aria-hidden className="hidden size-3 group-data-[state=checked]:block" strokeWidth={2.5} />
        </Radix.Indicator>
      </Radix.Root>
      <div className={cn(hideLabel && "sr-only")}>
        <label htmlFor={controlId}>{label}</label>
        {help ? (
          <p id={`${controlId}-help`} className="text-xs text-muted">
            {help}
          </p>
        ) : null}
      </div>
    </div>
  );
}
