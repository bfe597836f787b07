"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Input } from "@/components/ui/input";
import { entryText } from "../fields/map-entry";
import { isNumeric } from "../fields/value-mode";

type ValueListProps = {
  values: readonly unknown[];
  onChange: (values: unknown[]) => void;
  readOnly: boolean;
};

/** Several values to compare with: typed one by one, or pasted with commas between them. */
export function ValueList({ values, onChange, readOnly }: ValueListProps) {
  const [typed, setTyped] = useState("");
  const numbers = values.length > 0 && values.every((value) => typeof value === "number");
  const add = () => {
    const added = typed
      .split(",")
      .map((each) => each.trim())
      .filter(Boolean)
      .map((each) => (numbers && isNumeric(each) ? Number(each) : each));
    if (added.length > 0) onChange([...values, ...added]);
    setTyped("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && typed === "") onChange(values.slice(0, -1));
  };
  return (
    <div className="flex flex-col gap-1">
      {values.length > 0 ? (
        <ul aria-label="Values" className="flex flex-wrap gap-1">
          {values.map((value, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same value may stand there twice
            <li key={index}>
              <Badge tone="outline" className="pr-0.5">
                {entryText(value)}
                {readOnly ? null : (
                  <button
                    type="button"
                    aria-label={`Remove ${entryText(value)}`}
                    className="grid size-4 place-items-center rounded-sm hover:bg-hover"
                    onClick={() => onChange(values.filter((_, at) => at !== index))}
                  >
                    <X aria-hidden className="size-3" />
                  </button>
                )}
              </Badge>
            </li>
          ))}
        </ul>
      ) : null}
      {readOnly ? null : (
        <Input
          aria-label="Add a value"
          placeholder="Add a value, then Enter"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={add}
        />
      )}
    </div>
  );
}
