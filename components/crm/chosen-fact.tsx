"use client";

import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

type ChosenFactProps = {
  label: string;
  options: readonly { value: string; label: string }[];
  value: string | null;
  /** How the value is shown; its label when left out. */
  shown?: ReactNode;
  /** The choice of nothing: "Nobody". Left out where something has to be chosen. */
  none?: string;
  /** Null for those who may only look. */
  onChoose: ((value: string | null) => void) | null;
};

/** A fact that is one of a few: a menu when one presses it. */
export function ChosenFact({ label, options, value, shown, none, onChoose }: ChosenFactProps) {
  const words = options.find((option) => option.value === value)?.label ?? value;
  const display = shown ?? words ?? <span className="text-faint">{none ?? "–"}</span>;
  return (
    <div className="grid grid-cols-[104px_minmax(0,1fr)] items-start gap-x-2">
      <dt className="py-1 text-muted">{label}</dt>
      <dd className="min-w-0">
        {onChoose ? (
          <DropdownMenu>
            <DropdownMenuTrigger
              aria-label={`${label}: ${words ?? none ?? "not set"}. Change`}
              className="group/fact -ml-1.5 flex min-h-7 w-full min-w-0 items-center gap-1.5 rounded-md px-1.5 text-left hover:bg-hover"
            >
              <span className="min-w-0 truncate">{display}</span>
              <ChevronDown
                aria-hidden
                className="ml-auto size-3.5 shrink-0 text-faint opacity-0 group-hover/fact:opacity-100 group-focus-visible/fact:opacity-100 group-data-[state=open]/fact:opacity-100"
              />
            </DropdownMenuTrigger>
            <DropdownMenuContent className="max-h-80 overflow-y-auto">
              <DropdownMenuRadioGroup
                value={value ?? NONE}
                onValueChange={(chosen) => onChoose(chosen === NONE ? null : chosen)}
              >
                {none ? <DropdownMenuRadioItem value={NONE}>{none}</DropdownMenuRadioItem> : null}
                {options.map((option) => (
                  <DropdownMenuRadioItem key={option.value} value={option.value}>
                    {option.label}
                  </DropdownMenuRadioItem>
                ))}
              </DropdownMenuRadioGroup>
            </DropdownMenuContent>
          </DropdownMenu>
        ) : (
          <span className="block truncate py-1">{display}</span>
        )}
      </dd>
    </div>
  );
}

const NONE = "";
