"use client";

import { CircleAlert } from "lucide-react";
import { type ReactNode, useId, useMemo } from "react";
import { cn } from "./cn";
import { FieldContext } from "./field-context";

type FieldProps = {
  label: string;
  /** Keep the label for screen readers only. */
  hideLabel?: boolean;
  help?: ReactNode;
  error?: string | null;
  required?: boolean;
  /** Right of the label: "Optional", a link. */
  aside?: ReactNode;
  className?: string;
  /** One control of components/ui; it takes id and aria from here. */
  children: ReactNode;
};

export function Field({
  label,
  hideLabel,
  help,
  error,
  required = false,
  aside,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const helpId = help ? `${id}-help` : "";
  const errorId = error ? `${id}-error` : "";
  const describedBy = [errorId, helpId].filter(Boolean).join(" ") || undefined;
  const field = useMemo(
    () => ({ id, describedBy, invalid: Boolean(error), required }),
    [id, describedBy, error, required],
  );
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <div className={cn("flex items-baseline justify-between gap-2", hideLabel && "sr-only")}>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside ? <span className="text-xs text-muted">{aside}</span> : null}
      </div>
      <FieldContext value={field}>{children}</FieldContext>
      {error ? (
        <p id={errorId} className="flex gap-1.5 text-xs text-failed">
          <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          {error}
        </p>
      ) : null}
      {help ? (
        <p id={helpId} className="text-xs text-muted">
          {help}
        </p>
      ) : null}
    </div>
  );
}
