"use client";

import { CircleAlert, CircleHelp, TriangleAlert } from "lucide-react";
import { type ReactNode, useId, useMemo, useState } from "react";
import { cn } from "@/components/ui/cn";
import { FieldContext } from "@/components/ui/field-context";
import { IconButton } from "@/components/ui/icon-button";
import { FixButton } from "../../fix-button";
import { useFieldProblems } from "../field-problems";

type FieldFrameProps = {
  label: string;
  /** Where it is written in the step: config.to. Problems with this field are shown below it. */
  path?: string;
  /** Told when somebody asks for it. */
  help?: string;
  required?: boolean;
  /** It has more than one control, each with a name of its own. */
  group?: boolean;
  /** What is wrong with what was typed and is not stored. */
  error?: string | null;
  /** Right of the label: a switch. */
  aside?: ReactNode;
  /** Below: the preview. */
  below?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A field of the inspector: label, control, help on demand, preview, and what is wrong with it. */
export function FieldFrame({
  label,
  path,
  help,
  required = false,
  group = false,
  error = null,
  aside,
  below,
  className,
  children,
}: FieldFrameProps) {
  const id = useId();
  const [helped, setHelped] = useState(false);
  const problems = useFieldProblems(path ?? "-");
  const helpId = help ? `${id}-help` : "";
  const wrongId = error || problems.length > 0 ? `${id}-wrong` : "";
  const describedBy = [wrongId, helpId].filter(Boolean).join(" ") || undefined;
  const invalid = error !== null || problems.some(({ severity }) => severity === "structure");
  const field = useMemo(() => ({ id, describedBy, invalid, required }), [id, describedBy, invalid, required]);
  return (
    <div className={cn("flex min-w-0 flex-col gap-1", className)} data-field={path}>
      <div className="flex min-h-6 items-center gap-1">
        {group ? (
          <span id={id} className="min-w-0 truncate font-medium">
            {label}
          </span>
        ) : (
          <label htmlFor={id} className="min-w-0 truncate font-medium">
            {label}
          </label>
        )}
        {required ? (
          <span className="text-failed" title="Needed">
            <span aria-hidden>*</span>
            <span className="sr-only">needed</span>
          </span>
        ) : null}
        {help ? (
          <IconButton
            label={helped ? "Hide help" : `Help: ${label}`}
            aria-expanded={helped}
            className="size-5 text-faint [&_svg]:size-3.5"
            onClick={() => setHelped(!helped)}
          >
            <CircleHelp aria-hidden />
          </IconButton>
        ) : null}
        {aside ? <div className="ml-auto shrink-0">{aside}</div> : null}
      </div>
      {help ? (
        <p id={helpId} className={cn("mb-0.5 text-muted text-xs", !helped && "sr-only")}>
          {help}
        </p>
      ) : null}
      {group ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend, and this has its label
        <div role="group" aria-labelledby={id} aria-describedby={describedBy} className="flex flex-col gap-2">
          <FieldContext value={null}>{children}</FieldContext>
        </div>
      ) : (
        <FieldContext value={field}>{children}</FieldContext>
      )}
      {below}
      {wrongId ? (
        <ul id={wrongId} className="flex flex-col gap-0.5">
          {error ? <Wrong message={error} severe /> : null}
          {problems.map(({ message, hint, severity }) => (
            <Wrong
              key={message}
              message={hint ? `${message} ${hint}` : message}
              severe={severity === "structure"}
            />
          ))}
        </ul>
      ) : null}
      {problems.map(({ fix }) =>
        fix ? <FixButton key={fix.label} fix={fix} inField className="ml-5" /> : null,
      )}
    </div>
  );
}

function Wrong({ message, severe }: { message: string; severe: boolean }) {
  const Icon = severe ? CircleAlert : TriangleAlert;
  return (
    <li className={cn("flex gap-1.5 text-xs", severe ? "text-failed" : "text-held")}>
      <Icon aria-hidden className="mt-px size-3.5 shrink-0" />
      <span className="min-w-0 break-words">{message}</span>
    </li>
  );
}
