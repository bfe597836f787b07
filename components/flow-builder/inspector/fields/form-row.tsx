"use client";

import { useState } from "react";
import { TemplateField } from "../code/template-field";
import { FieldPreview } from "../data/field-preview";
import { fallbackWords } from "./fallback-words";
import { FieldFrame } from "./field-frame";
import type { Widget } from "./form-field";
import { FormPartsContext } from "./form-parts";
import { ModeSwitch } from "./mode-switch";
import { holdsText, type ValueMode, valueMode } from "./value-mode";
import { WidgetOf } from "./widget-of";
import { textOf, type WidgetProps } from "./widget-props";

type FormRowProps = WidgetProps & {
  path: string;
  /** It cannot come out of the data of a run. */
  fixedOnly?: boolean;
};

/** One input of an action with its label: as its own kind, or as a reference to one. */
export function FormRow({ path, fixedOnly = false, ...props }: FormRowProps) {
  const { field, value, onChange, readOnly } = props;
  const stored = valueMode(field, value);
  const [wanted, setWanted] = useState<ValueMode | null>(null);
  // What is stored decides, unless nothing is stored that could.
  const mode = fixedOnly ? "fixed" : isEmpty(value) ? (wanted ?? "fixed") : stored;
  const turn = (next: ValueMode) => {
    setWanted(next);
    if (!isEmpty(value)) onChange(undefined);
  };
  return (
    <FieldFrame
      label={field.title}
      group={mode === "fixed" && GROUPS.has(field.widget)}
      path={path}
      help={helpOf(field.description, field.fallback)}
      required={field.required}
      aside={
        holdsText(field.widget) || readOnly || fixedOnly ? null : (
          <ModeSwitch mode={mode} label={field.title} onChange={turn} />
        )
      }
      below={<FieldPreview value={value} />}
    >
      {mode === "reference" ? (
        <TemplateField
          label={field.title}
          value={typeof value === "object" && value !== null ? JSON.stringify(value) : textOf(value)}
          onChange={(text) => onChange(text)}
          placeholder="{{ to choose from the data"
          readOnly={readOnly}
          autoFocus={wanted === "reference" && isEmpty(value)}
        />
      ) : (
        <FormPartsContext value={PARTS}>
          <WidgetOf {...props} />
        </FormPartsContext>
      )}
    </FieldFrame>
  );
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === "";

function helpOf(description: string, fallback: unknown): string {
  const otherwise = fallbackWords(fallback);
  return [description, otherwise && `Left out: ${otherwise}.`].filter(Boolean).join(" ");
}

const PARTS = { Row: FormRow, Widget: WidgetOf };

/** Kinds with more than one control. */
const GROUPS = new Set<Widget>(["list", "map", "object", "tags", "milliseconds"]);
