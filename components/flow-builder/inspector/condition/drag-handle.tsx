"use client";

import { GripVertical } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { useConditionEditing } from "./condition-context";
import type { Place } from "./condition-edit";

/** Moves a rule: by dragging, or with the arrow keys while it has focus. */
export function DragHandle({ place, label }: { place: Place; label: string }) {
  const { readOnly, moveBy, setDragged } = useConditionEditing();
  if (readOnly || place.length === 0) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
    if (by === null) return;
    event.preventDefault();
    event.stopPropagation();
    moveBy(place, by);
  };
  return (
    <Button
      variant="ghost"
      draggable
      data-handle={place.join(".")}
      aria-label={`Move this ${label}: arrow up or down`}
      title="Drag, or press arrow up or down"
      className="w-5 cursor-grab px-0 text-faint"
      onKeyDown={onKeyDown}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", "");
        // The lines to drop on come when the browser has taken its picture of what is dragged.
        requestAnimationFrame(() => setDragged(place));
      }}
      onDragEnd={() => setDragged(null)}
    >
      <GripVertical aria-hidden />
    </Button>
  );
}
