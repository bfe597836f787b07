"use client";

import { RadioGroup } from "radix-ui";
import { cn } from "@/components/ui/cn";

type RadioCardsProps<Value extends string> = {
  label: string;
  options: readonly { value: Value; title: string; words: string }[];
  value: Value;
  onChange: (value: Value) => void;
  readOnly: boolean;
};

/** A choice whose options each need a sentence. */
export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const { label, options, value, onChange, readOnly } = props;
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      disabled={readOnly}
      onValueChange={(chosen) => {
        const option = options.find((each) => each.value === chosen);
        if (option) onChange(option.value);
      }}
      className="flex flex-col gap-1.5"
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          aria-label={option.title}
          className={cn(
            "group flex items-start gap-2.5 rounded-lg border border-line px-3 py-2 text-left transition-colors hover:bg-hover data-[state=checked]:border-accent",
            readOnly && "opacity-70",
          )}
        >
          <span
            aria-hidden
            className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-gray-9 group-data-[state=checked]:border-accent group-data-[state=checked]:bg-accent"
          >
            <span className="size-1.5 rounded-full bg-transparent group-data-[state=checked]:bg-on-accent" />
          </span>
          <span className="min-w-0">
            <span className="block">{option.title}</span>
            <span className="block text-muted text-xs">{option.words}</span>
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
