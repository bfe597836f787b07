"use client";

import { Plus } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { chipClass } from "./chip-class";
import type { WhatIf } from "./what-if";

type WhatIfFaultsProps = { faults: readonly WhatIf[]; onChoose: (id: string) => void };

/** Steps that may fail are many: one is chosen from a list. */
export function WhatIfFaults({ faults, onChoose }: WhatIfFaultsProps) {
  if (faults.length === 0) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <button type="button" className={chipClass(false)}>
          <Plus aria-hidden />A step fails
        </button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="max-h-80 max-w-80 overflow-y-auto">
        {faults.map(({ id, label }) => (
          <DropdownMenuItem key={id} onSelect={() => onChoose(id)}>
            <span className="truncate">{label}</span>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
