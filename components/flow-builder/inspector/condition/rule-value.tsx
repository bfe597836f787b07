"use client";

import { useState } from "react";
import { Select } from "@/components/ui/select";
import { isTemplate } from "@/server/domain/template-source";
import { TemplateField } from "../code/template-field";
import { FieldPreview } from "../data/field-preview";
import { isMoment } from "../fields/date-value";
import { DateWidget } from "../fields/date-widget";
import { entryText } from "../fields/map-entry";
import { ModeSwitch } from "../fields/mode-switch";
import { NumberWidget } from "../fields/number-widget";
import { plainField } from "../fields/plain-field";
import { isNumeric } from "../fields/value-mode";
import type { ValueForm } from "./rule-kinds";
import { ValueList } from "./value-list";

type RuleValueProps = {
  form: Exclude<ValueForm, "none">;
  value: unknown;
  /** What the sample has in the field, to choose from. */
  sample: unknown;
  onChange: (value: unknown) => void;
  readOnly: boolean;
};

/** What a field is compared with: of the field's own kind, or out of the data. */
export function RuleValue({ form, value, sample, onChange, readOnly }: RuleValueProps) {
  const written = typeof value === "string" && (isTemplate(value) || !fits(form, value));
  const [wanted, setWanted] = useState(false);
  if (form === "text" || written || wanted)
    return (
      <div className="flex flex-col gap-1">
        <TemplateField
          label="Value"
          value={entryText(value)}
          onChange={onChange}
          placeholder={typeof sample === "string" ? sample : "empty"}
          readOnly={readOnly}
        />
        <FieldPreview value={value} />
        {form === "text" || readOnly ? null : (
          <ModeSwitch
            mode="reference"
            label="Value"
            onChange={() => {
              setWanted(false);
              onChange(form === "list" ? [] : form === "number" ? 0 : form === "boolean" ? true : "");
            }}
          />
        )}
      </div>
    );
  const refer = readOnly ? null : (
    <ModeSwitch
      mode="fixed"
      label="Value"
      onChange={() => {
        setWanted(true);
        onChange("");
      }}
    />
  );
  switch (form) {
    case "list":
      return (
        <>
          <ValueList values={Array.isArray(value) ? value : []} onChange={onChange} readOnly={readOnly} />
          {refer}
        </>
      );
    case "boolean":
      return (
        <Select
          aria-label="Value"
          options={YES_NO}
          value={String(value === true || value === "true")}
          onValueChange={(chosen) => onChange(chosen === "true")}
          disabled={readOnly}
        />
      );
    case "number":
      return (
        <div className="flex items-start gap-1">
          <div className="min-w-20 flex-1">
            <NumberWidget
              field={plainField("value", "Value", "number")}
              value={value}
              onChange={(next) => next !== undefined && onChange(next)}
              readOnly={readOnly}
            />
          </div>
          {refer}
        </div>
      );
    case "date":
      return (
        <div className="flex flex-wrap items-start gap-1">
          <DateWidget
            field={plainField("value", "Value", "datetime")}
            value={value}
            onChange={(next) => next !== undefined && onChange(next)}
            readOnly={readOnly}
          />
          {refer}
        </div>
      );
  }
}

function fits(form: ValueForm, value: string): boolean {
  if (form === "number") return value === "" || isNumeric(value);
  if (form === "date") return value === "" || isMoment(value);
  if (form === "boolean") return value === "true" || value === "false" || value === "";
  return form !== "list";
}

const YES_NO = [
  { value: "true", label: "true" },
  { value: "false", label: "false" },
];
