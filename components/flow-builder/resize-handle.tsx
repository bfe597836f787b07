"use client";

import type { KeyboardEvent, PointerEvent } from "react";
import { WIDTHS } from "./use-inspector-width";

type ResizeHandleProps = { label: string; value: number; onChange: (value: number) => void };

/** The edge of the inspector: drag it, or move it with the arrow keys. */
export function ResizeHandle({ label, value, onChange }: ResizeHandleProps) {
  const set = (width: number) => onChange(Math.round(Math.min(WIDTHS.most, Math.max(WIDTHS.least, width))));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const { pointerId, clientX, currentTarget } = event;
    currentTarget.setPointerCapture(pointerId);
    const move = (moved: globalThis.PointerEvent) => set(value + clientX - moved.clientX);
    const end = () => {
      currentTarget.removeEventListener("pointermove", move);
      currentTarget.removeEventListener("pointerup", end);
    };
    currentTarget.addEventListener("pointermove", move);
    currentTarget.addEventListener("pointerup", end);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowLeft" ? STEP : event.key === "ArrowRight" ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    set(value + by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule that can be moved is no <hr>
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={WIDTHS.least}
      aria-valuemax={WIDTHS.most}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onChange(360)}
      className="relative w-px shrink-0 cursor-col-resize touch-none bg-line outline-none after:absolute after:inset-y-0 after:-left-1 after:w-2.5 hover:bg-accent focus-visible:bg-accent"
    />
  );
}

const STEP = 20;
