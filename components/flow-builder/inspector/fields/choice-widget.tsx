"use client";

import { Select } from "@/components/ui/select";
import { sentenceCase } from "@/server/domain/step-title";
import { fallbackWords } from "./fallback-words";
import { textOf, type WidgetProps } from "./widget-props";

/** Stands for a field that is left out; no choice is called so. */
const NOTHING = "\u0000";

export function ChoiceWidget({ field, value, onChange, readOnly }: WidgetProps) {
  const chosen = textOf(value);
  const otherwise = fallbackWords(field.fallback);
  const known = chosen === "" || field.choices.includes(chosen);
  const options = [
    ...(field.required && chosen !== ""
      ? []
      : [{ value: NOTHING, label: otherwise ? `${wordsOf(otherwise)} (usual)` : "Not set" }]),
    ...field.choices.map((choice) => ({ value: choice, label: wordsOf(choice) })),
    ...(known ? [] : [{ value: chosen, label: `${chosen} (not one of them)` }]),
  ];
  return (
    <Select
      options={options}
      value={chosen === "" ? NOTHING : chosen}
      onValueChange={(next) => onChange(next === NOTHING ? undefined : next)}
      disabled={readOnly}
    />
  );
}

/** GET stays; in_progress → In progress. */
const wordsOf = (choice: string) => (/^[A-Z]+$/.test(choice) ? choice : sentenceCase(choice));
