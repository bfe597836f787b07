"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { useFieldProps } from "./field-context";
import { inputClass } from "./input";
import { itemClass, panelClass } from "./menu-class";

export type SelectOption = {
  value: string;
  label: string;
  hint?: string;
  icon?: ReactNode;
  disabled?: boolean;
};

type SelectProps = {
  options: SelectOption[];
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  placeholder?: string;
  name?: string;
  disabled?: boolean;
  required?: boolean;
  size?: "sm" | "md" | "lg";
  id?: string;
  /** Needed outside a Field. */
  "aria-label"?: string;
  className?: string;
};

export function Select({
  options,
  placeholder,
  size,
  id,
  className,
  "aria-label": label,
  ...root
}: SelectProps) {
  return (
    <Radix.Root {...root}>
      <Radix.Trigger
        {...useFieldProps({ id })}
        aria-label={label}
        className={cn(
          inputClass({ size }),
          "flex items-center justify-between gap-2 text-left data-placeholder:text-faint",
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon>
          <ChevronDown aria-hidden className="size-4 text-muted" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className={cn(panelClass, "min-w-(--radix-select-trigger-width)")}
        >
          <Radix.Viewport className="max-h-72">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className={cn(itemClass, "pr-8")}
              >
                {option.icon}
                <Radix.ItemText>{option.label}</Radix.ItemText>
                {option.hint ? <span className="text-muted">{option.hint}</span> : null}
                <Radix.ItemIndicator className="absolute right-2">
                  <Check aria-hidden />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
