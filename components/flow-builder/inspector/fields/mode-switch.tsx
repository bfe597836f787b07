"use client";

import { Braces } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import type { ValueMode } from "./value-mode";

type ModeSwitchProps = { mode: ValueMode; label: string; onChange: (mode: ValueMode) => void };

/** Turns a field between a value of its own kind and text with references. */
export function ModeSwitch({ mode, label, onChange }: ModeSwitchProps) {
  const refers = mode === "reference";
  return (
    <Tooltip label={refers ? "Set a fixed value" : "Take it from the data of the run"}>
      <Button
        variant="ghost"
        aria-pressed={refers}
        aria-label={`${label}: from data`}
        className="h-6 px-1.5 font-normal text-faint text-xs aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
        onClick={() => onChange(refers ? "fixed" : "reference")}
      >
        <Braces aria-hidden className="size-3.5!" />
        {refers ? "From data" : null}
      </Button>
    </Tooltip>
  );
}
