"use client";

import { Command } from "cmdk";
import { Check, ChevronsUpDown, X } from "lucide-react";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { useFieldProps } from "@/components/ui/field-context";
import { IconButton } from "@/components/ui/icon-button";
import { inputClass } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

export type PickOption = { value: string; label: string; hint?: string; group?: string };

type OptionPickerProps = {
  label: string;
  value: string;
  options: readonly PickOption[];
  /** "" takes the value away. */
  onChange: (value: string) => void;
  placeholder: string;
  /** Where a name that is not among them may be typed: what to call that. */
  other?: (typed: string) => string;
  /** Told of what is typed, where options are searched on the server. */
  onSearch?: (query: string) => void;
  emptyWords?: string;
  /** Shown and refused: it cannot be taken away. */
  required?: boolean;
  readOnly: boolean;
  loading?: boolean;
};

/** One of many, found by typing. */
export function OptionPicker(props: OptionPickerProps) {
  const { label, value, options, onChange, placeholder, required, readOnly } = props;
  const [open, setOpen] = useState(false);
  // A button cannot be required.
  const { "aria-required": _, ...field } = useFieldProps({});
  const chosen = options.find((option) => option.value === value);
  return (
    <div className="flex min-w-0 items-center gap-1">
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <button
            type="button"
            {...field}
            disabled={readOnly}
            className={cn(inputClass(), "flex items-center justify-between gap-2 text-left")}
          >
            <span className={cn("min-w-0 truncate", value === "" && "text-faint")}>
              {chosen?.label ?? (value || placeholder)}
              {chosen?.hint ? <span className="pl-2 text-muted">{chosen.hint}</span> : null}
            </span>
            <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
          </button>
        </PopoverTrigger>
        <PopoverContent aria-label={label} className="w-(--radix-popover-trigger-width) min-w-64 p-0">
          <Options
            {...props}
            onChange={(next) => {
              onChange(next);
              setOpen(false);
            }}
          />
        </PopoverContent>
      </Popover>
      {value !== "" && !required && !readOnly ? (
        <IconButton label={`Clear ${label}`} onClick={() => onChange("")}>
          <X aria-hidden />
        </IconButton>
      ) : null}
    </div>
  );
}

function Options({
  label,
  value,
  options,
  onChange,
  other,
  onSearch,
  emptyWords,
  loading,
}: OptionPickerProps) {
  const [query, setQuery] = useState("");
  const typed = query.trim();
  const groups = [...new Set(options.map(({ group }) => group ?? ""))];
  const isKnown = options.some((option) => option.value === typed || option.label === typed);
  const search = (text: string) => {
    setQuery(text);
    onSearch?.(text.trim());
  };
  return (
    <Command label={label} loop shouldFilter={!onSearch}>
      <Command.Input
        value={query}
        onValueChange={search}
        placeholder="Search"
        className="h-9 w-full border-line border-b bg-transparent px-3 outline-none"
      />
      <Command.List className="max-h-72 overflow-y-auto p-1">
        {other && typed !== "" ? null : (
          <Command.Empty className="px-3 py-4 text-center text-muted text-xs">
            {loading ? "Searching…" : (emptyWords ?? "Nothing found.")}
          </Command.Empty>
        )}
        {groups.map((group) => (
          <Command.Group
            key={group}
            heading={group || undefined}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
          >
            {options
              .filter((option) => (option.group ?? "") === group)
              .map((option) => (
                <Command.Item
                  key={option.value}
                  value={option.value}
                  keywords={[option.label, option.hint ?? ""]}
                  onSelect={() => onChange(option.value)}
                  className={ITEM}
                >
                  <span className="min-w-0 truncate">{option.label}</span>
                  {option.hint ? (
                    <span className="min-w-0 truncate text-muted text-xs">{option.hint}</span>
                  ) : null}
                  {option.value === value ? <Check aria-hidden className="ml-auto" /> : null}
                </Command.Item>
              ))}
          </Command.Group>
        ))}
        {other && typed !== "" && !isKnown ? (
          <Command.Item forceMount value={`other:${typed}`} onSelect={() => onChange(typed)} className={ITEM}>
            {other(typed)}
          </Command.Item>
        ) : null}
      </Command.List>
    </Command>
  );
}

const ITEM =
  "flex min-h-7 cursor-pointer select-none items-center gap-2 rounded-md px-2 py-1 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";
