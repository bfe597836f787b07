"use client";

import { Braces } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { ValueMode } from "./value-mode";

/** Turns a field between a value of its own kind and text with references. */
export function ModeSwitch({
  mode,
  label,
  onChange,
}: {
  mode: ValueMode;
  label: string;
  onChange: (mode: ValueMode) => void;
}) {
  const refers = mode === "reference";
  return (
    <Button
      variant="ghost"
      aria-pressed={refers}
      aria-label={`${label}: from data`}
      className="h-6 px-1.5 font-normal text-xs aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
      onClick={() => onChange(refers ? "fixed" : "reference")}
    >
      <Braces aria-hidden className="size-3.5!" />
      {refers ? "From data" : "Fixed"}
    </Button>
  );
}
