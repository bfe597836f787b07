"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { FormField } from "./form-field";
import { FormRow } from "./form-row";
import { splitFields } from "./split-fields";

type SchemaFormProps = {
  fields: readonly FormField[];
  values: Readonly<Record<string, unknown>>;
  /** `undefined` takes the field away. */
  onChange: (name: string, value: unknown) => void;
  /** Where the values are written in the step: config. */
  path: string;
  readOnly: boolean;
};

/** A form drawn from a schema: actions of ours, of apps and of plugins alike, and what a sub-flow is given. */
export function SchemaForm({ fields, values, onChange, path, readOnly }: SchemaFormProps) {
  const [open, setOpen] = useState(false);
  // What was shown once stays where it is while one types.
  const [parts] = useState(() => splitFields(fields, values));
  const row = (field: FormField) => (
    <FormRow
      key={field.name}
      field={field}
      path={`${path}.${field.name}`}
      value={values[field.name]}
      onChange={(value) => onChange(field.name, value)}
      readOnly={readOnly}
    />
  );
  return (
    <div className="flex flex-col gap-3.5">
      {parts.shown.map(row)}
      {parts.folded.length > 0 ? (
        <>
          <Button
            variant="ghost"
            aria-expanded={open}
            className="-ml-2 self-start"
            onClick={() => setOpen(!open)}
          >
            <ChevronRight aria-hidden className={cn("transition-transform", open && "rotate-90")} />
            {open ? "Fewer fields" : `${parts.folded.length} more fields`}
          </Button>
          {open ? parts.folded.map(row) : null}
        </>
      ) : null}
    </div>
  );
}
