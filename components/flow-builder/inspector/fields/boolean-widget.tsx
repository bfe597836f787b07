"use client";

import { Switch } from "@/components/ui/switch";
import type { WidgetProps } from "./widget-props";

/** Yes or no. What is left out shows what it then is. */
export function BooleanWidget({ field, value, onChange, readOnly }: WidgetProps) {
  const on = value === undefined ? field.fallback === true : value === true || value === "true";
  return (
    <Switch
      label={on ? "Yes" : "No"}
      aria-label={field.title}
      checked={on}
      disabled={readOnly}
      onCheckedChange={(next) => onChange(next)}
      className="min-h-6"
    />
  );
}
