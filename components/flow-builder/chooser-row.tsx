"use client";

import { Command } from "cmdk";
import type { PointerEvent as ReactPointerEvent } from "react";
import { cn } from "@/components/ui/cn";
import type { ChooserItem } from "./chooser-items";
import { StepTile } from "./step-tile";

type ChooserRowProps = {
  value: string;
  item: ChooserItem;
  onChoose: (item: ChooserItem) => void;
  onCarry?: ((item: ChooserItem, event: PointerEvent) => void) | undefined;
};

/** One thing to add. Pulled a little, it comes along with the pointer. */
export function ChooserRow({ value, item, onChoose, onCarry }: ChooserRowProps) {
  const onPointerDown = (event: ReactPointerEvent) => {
    if (!onCarry || event.button !== 0 || event.pointerType === "touch") return;
    const { clientX, clientY } = event;
    const stop = () => {
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", stop);
    };
    const onMove = (moved: PointerEvent) => {
      if (Math.hypot(moved.clientX - clientX, moved.clientY - clientY) < PULL) return;
      stop();
      onCarry(item, moved);
    };
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", stop);
  };
  return (
    <Command.Item
      value={value}
      keywords={[item.title, ...item.keywords, item.group, item.description]}
      onSelect={() => onChoose(item)}
      onPointerDown={onPointerDown}
      title={item.description}
      className={cn(
        "flex min-h-9 cursor-pointer select-none items-center gap-2.5 rounded-md px-2 py-1 hover:bg-hover group-focus-within/chooser:data-[selected=true]:bg-hover",
        onCarry && "cursor-grab",
      )}
    >
      <StepTile icon={item.icon} family={item.family} />
      <span className="min-w-0 flex-1 truncate">{item.title}</span>
    </Command.Item>
  );
}

const PULL = 5;
