"use client";

import { SlidersHorizontal } from "lucide-react";
import { useId } from "react";
import { cn } from "@/components/ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { lengthWords } from "@/server/domain/gate-words";
import { chipClass } from "./chip-class";
import { timesWords } from "./step-faults";
import type { WhatIf, WhatIfChange } from "./what-if";
import { WhatIfForm } from "./what-if-form";

type WhatIfChipProps = {
  whatIf: WhatIf;
  /** null: it is off. */
  change: WhatIfChange | null;
  onChange: (change: WhatIfChange | null) => void;
};

/** One “what if”: a press switches it on or off; when it is on, its time can be changed. */
export function WhatIfChip({ whatIf, change, onChange }: WhatIfChipProps) {
  const because = useId();
  const on = change !== null;
  const detail = on ? detailWords(whatIf, change) : null;
  return (
    <span className="inline-flex">
      <button
        type="button"
        aria-pressed={on}
        aria-describedby={because}
        title={whatIf.because}
        onClick={() => onChange(on ? null : {})}
        className={chipClass(on, on ? "rounded-r-none border-r-0 pr-2" : "")}
      >
        {whatIf.label}
        {detail ? <span className="font-normal">{detail}</span> : null}
      </button>
      <span id={because} className="sr-only">
        {whatIf.because}
      </span>
      {on ? (
        <Popover>
          <PopoverTrigger asChild>
            <button
              type="button"
              aria-label={`Change “${whatIf.label}”`}
              className={cn(chipClass(true, "rounded-l-none px-1.5"))}
            >
              <SlidersHorizontal aria-hidden />
            </button>
          </PopoverTrigger>
          <PopoverContent aria-label={whatIf.label} className="w-80">
            <WhatIfForm whatIf={whatIf} change={change} onChange={onChange} />
          </PopoverContent>
        </Popover>
      ) : null}
    </span>
  );
}

function detailWords(whatIf: WhatIf, change: WhatIfChange): string {
  if (whatIf.kind === "fault") return timesWords(change.times ?? whatIf.times);
  const { value, unit } = change.after ?? whatIf.after;
  if (Number(value) === 0) return "at once";
  return `after ${Number(value) === 1 ? "1 " : ""}${lengthWords({ value, unit })}`;
}
