import { ChevronLeft, ChevronRight } from "lucide-react";
import { formatNumber } from "@/components/ui/format-number";
import { IconButton } from "@/components/ui/icon-button";
import type { Iteration } from "./run-types";

type LoopPagerProps = {
  items: readonly Iteration[];
  /** How many the list has; null where only some of it are shown. */
  total: number | null;
  /** Null: there is no such page. */
  onBack: (() => void) | null;
  onNext: (() => void) | null;
};

/** Foot of a page of items. A single page has none. */
export function LoopPager({ items, total, onBack, onNext }: LoopPagerProps) {
  const [first, last] = [items[0], items.at(-1)];
  if (!onBack && !onNext) return null;
  return (
    <div className="flex h-9 items-center justify-end gap-1 border-line border-t px-1.5 text-muted text-xs">
      <span role="status" className="mr-1 tabular-nums">
        {first && last ? `${formatNumber(first.index + 1)}–${formatNumber(last.index + 1)}` : null}
        {first && total !== null ? ` of ${formatNumber(total)}` : null}
      </span>
      <IconButton label="Items before" disabled={!onBack} onClick={() => onBack?.()}>
        <ChevronLeft aria-hidden />
      </IconButton>
      <IconButton label="Next items" disabled={!onNext} onClick={() => onNext?.()}>
        <ChevronRight aria-hidden />
      </IconButton>
    </div>
  );
}
