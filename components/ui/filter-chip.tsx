"use client";

import { ChevronDown, X } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "./dropdown-menu";

export type FilterOption = { value: string; label: string; icon?: ReactNode };

type FilterChipProps = { label: string; options: FilterOption[] } & (
  | { multiple: true; value: string[]; onChange: (value: string[]) => void }
  | { multiple?: false; value: string | null; onChange: (value: string | null) => void }
);

/** One filter of a list: "Status: failed ×". Its value belongs in the URL. */
export function FilterChip({ label, options, ...choice }: FilterChipProps) {
  const chosen = options.filter(({ value }) =>
    choice.multiple ? choice.value.includes(value) : choice.value === value,
  );
  const clear = () => (choice.multiple ? choice.onChange([]) : choice.onChange(null));
  const text =
    chosen.length > 2 ? `${chosen.length} chosen` : chosen.map((option) => option.label).join(", ");
  return (
    <div
      className={cn(
        "inline-flex h-7 items-center rounded-md border",
        chosen.length ? "border-line-strong bg-surface" : "border-line-strong border-dashed",
      )}
    >
      <DropdownMenu>
        <DropdownMenuTrigger className="flex h-full items-center gap-1 rounded-md px-2 hover:bg-hover">
          <span className={chosen.length ? "text-muted" : undefined}>{label}</span>
          {chosen.length ? (
            <span className="max-w-40 truncate font-medium">{text}</span>
          ) : (
            <ChevronDown aria-hidden className="size-3.5 text-muted" />
          )}
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {choice.multiple ? (
            options.map((option) => (
              <DropdownMenuCheckboxItem
                key={option.value}
                checked={choice.value.includes(option.value)}
                onSelect={(event) => event.preventDefault()}
                onCheckedChange={(on) =>
                  choice.onChange(
                    on
                      ? [...choice.value, option.value]
                      : choice.value.filter((value) => value !== option.value),
                  )
                }
              >
                {option.icon}
                {option.label}
              </DropdownMenuCheckboxItem>
            ))
          ) : (
            <DropdownMenuRadioGroup value={choice.value ?? ""} onValueChange={choice.onChange}>
              {options.map((option) => (
                <DropdownMenuRadioItem key={option.value} value={option.value}>
                  {option.icon}
                  {option.label}
                </DropdownMenuRadioItem>
              ))}
            </DropdownMenuRadioGroup>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {chosen.length ? (
        <button
          type="button"
          aria-label={`Clear ${label.toLowerCase()}`}
          onClick={clear}
          className="grid h-full w-6 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : null}
    </div>
  );
}
