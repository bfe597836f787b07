"use client";

import { CodeField } from "../code/code-field";
import { textOf, type WidgetProps } from "./widget-props";

export function HtmlWidget({ field, value, onChange, readOnly }: WidgetProps) {
  return (
    <CodeField
      language="html"
      label={field.title}
      value={textOf(value)}
      onChange={(text) => onChange(text)}
      placeholder={field.placeholder}
      readOnly={readOnly}
    />
  );
}
