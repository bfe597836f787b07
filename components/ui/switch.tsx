"use client";

import { Switch as Radix } from "radix-ui";
import { type ComponentProps, useId } from "react";
import { cn } from "./cn";

type SwitchProps = ComponentProps<typeof Radix.Root> & {
  label: string;
  help?: string;
  hideLabel?: boolean;
};

export function Switch({ label, help, hideLabel, className, id, ...props }: SwitchProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  return (
    <div className={cn("flex items-start gap-2", className)}>
      <Radix.Root
        id={controlId}
        aria-describedby={help ? `${controlId}-help` : undefined}
        {...props}
        className="relative mt-0.5 inline-flex h-4 w-7 shrink-0 items-center rounded-full bg-gray-9 transition-colors data-[state=checked]:bg-accent disabled:opacity-50"
      >
        <Radix.Thumb className="block size-3 translate-x-0.5 rounded-full bg-white transition-transform data-[state=checked]:translate-x-3.5" />
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
