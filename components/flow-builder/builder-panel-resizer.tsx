"use client";

import type { KeyboardEvent, PointerEvent } from "react";

type PanelResizerProps = { height: number; onHeight: (height: number) => void };

const LEAST = 120;
const MOST = 1200;
const STEP = 24;

/** The upper edge of the panel: dragged, or moved by the arrow keys. */
export function PanelResizer({ height, onHeight }: PanelResizerProps) {
  const most = () => Math.round(window.innerHeight * 0.6);
  const to = (next: number) => onHeight(Math.round(Math.min(most(), Math.max(LEAST, next))));
  const drag = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    const from = event.clientY + height;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => to(from - moved.clientY);
    const end = () => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", end);
      handle.removeEventListener("pointercancel", end);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end);
    handle.addEventListener("pointercancel", end);
  };
  const key = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? STEP : event.key === "ArrowDown" ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    to(height + by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves is no <hr>
    <div
      role="separator"
      aria-label="Height of the panel"
      aria-orientation="horizontal"
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={height}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={key}
      className="-top-1 absolute inset-x-0 z-10 h-2 cursor-row-resize touch-none hover:bg-accent-soft focus-visible:bg-accent-soft"
    />
  );
}
