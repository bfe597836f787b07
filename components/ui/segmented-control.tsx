"use client";

import { RadioGroup as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";

type SegmentedControlProps<T extends string> = {
  label: string;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
  value: T;
  onChange: (value: T) => void;
  /** The labels are for screen readers and hovers only. */
  iconsOnly?: boolean;
  className?: string;
};

/** A choice of two to five that fits in a line. */
export function SegmentedControl<T extends string>({
  label,
  options,
  value,
  onChange,
  iconsOnly,
  className,
}: SegmentedControlProps<T>) {
  const choose = (chosen: string) => {
    const option = options.find((each) => each.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <Radix.Root
      aria-label={label}
      orientation="horizontal"
      value={value}
      onValueChange={choose}
      className={cn("inline-flex h-7 shrink-0 items-center rounded-md bg-gray-3 p-0.5", className)}
    >
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          title={iconsOnly ? option.label : undefined}
          className="inline-flex h-6 items-center gap-1.5 rounded-sm px-2 text-muted transition-colors hover:text-ink data-[state=checked]:bg-surface data-[state=checked]:font-medium data-[state=checked]:text-ink data-[state=checked]:ring-1 data-[state=checked]:ring-line dark:data-[state=checked]:bg-gray-5 [&_svg]:size-3.5"
        >
          {option.icon}
          {iconsOnly ? <span className="sr-only">{option.label}</span> : option.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
