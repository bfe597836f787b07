"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

type TagPopoverProps = {
  /** "Add tag" */
  label: string;
  /** On the button: "Add" */
  verb: string;
  /** To choose from, where only these make sense; else one types. */
  tags?: readonly string[];
  onTag: (tag: string) => void;
  trigger: ReactNode;
};

/** Asks for a tag: by typing one, or out of a few. */
export function TagPopover({ label, verb, tags, onTag, trigger }: TagPopoverProps) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const choose = (tag: string) => {
    setOpen(false);
    setText("");
    onTag(tag);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) choose(text.trim());
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent side="top" aria-label={label} className="w-64">
        {tags ? (
          <ul aria-label={label} className="flex max-h-60 flex-col overflow-y-auto">
            {tags.map((tag) => (
              <li key={tag}>
                <Button variant="ghost" className="w-full justify-start" onClick={() => choose(tag)}>
                  <span className="truncate">{tag}</span>
                </Button>
              </li>
            ))}
          </ul>
        ) : (
          <form onSubmit={submit} className="flex items-end gap-2">
            <Field label={label} className="flex-1">
              <Input
                size="sm"
                autoComplete="off"
                maxLength={60}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </Field>
            <Button type="submit" variant="primary" disabled={!text.trim()}>
              {verb}
            </Button>
          </form>
        )}
      </PopoverContent>
    </Popover>
  );
}
