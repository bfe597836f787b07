import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./icon-button";

type SelectionBarProps = {
  /** "3 runs" */
  selected: string;
  onClear: () => void;
  /** What can be done to all of them. */
  children: ReactNode;
};

/** Floats above the foot of a list while rows are ticked. */
export function SelectionBar({ selected, onClear, children }: SelectionBarProps) {
  return (
    <div className="pointer-events-none sticky bottom-4 z-20 mt-auto flex justify-center pt-3">
      <section
        aria-label="Selection"
        className="pointer-events-auto flex animate-in items-center gap-2 rounded-xl bg-raised py-1.5 pr-1.5 pl-3.5 shadow-float duration-150 fade-in-0 slide-in-from-bottom-2"
      >
        <span role="status" className="mr-1 whitespace-nowrap font-medium">
          {selected} selected
        </span>
        {children}
        <IconButton label="Clear selection" side="top" onClick={onClear}>
          <X aria-hidden />
        </IconButton>
      </section>
    </div>
  );
}
