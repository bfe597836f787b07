"use client";

import { useWorkspace } from "@/components/shell/workspace-context";
import { Input } from "@/components/ui/input";
import { inputDate, storedDate } from "./date-value";
import type { WidgetProps } from "./widget-props";

/** A moment on the clocks of the workspace, or a day. */
export function DateWidget({ field, value, onChange, readOnly }: WidgetProps) {
  const { timezone } = useWorkspace();
  const day = field.widget === "date";
  return (
    <div className="flex items-center gap-2">
      <Input
        aria-label={field.title}
        type={day ? "date" : "datetime-local"}
        className="w-56"
        value={inputDate(value, timezone, day)}
        disabled={readOnly}
        onChange={(event) => onChange(storedDate(event.target.value, timezone, day))}
      />
      {day ? null : <span className="truncate text-muted text-xs">{timezone}</span>}
    </div>
  );
}
