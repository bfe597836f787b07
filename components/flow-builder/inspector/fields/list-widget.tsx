"use client";

import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { FormField } from "./form-field";
import { useFormParts } from "./form-parts";
import { moved, withItem, without } from "./list-edit";
import type { WidgetProps } from "./widget-props";

/** A list, item by item. */
export function ListWidget({ field, value, onChange, readOnly }: WidgetProps) {
  const items: unknown[] = Array.isArray(value) ? value : [];
  const { item } = field;
  const { Widget } = useFormParts();
  const list = useRef<HTMLOListElement>(null);
  if (!item) return null;
  const store = (next: unknown[]) => onChange(next.length === 0 ? undefined : next);
  const add = () => {
    store([...items, item.widget === "object" ? {} : ""]);
    requestAnimationFrame(() => focusIn(list.current?.lastElementChild));
  };
  return (
    <div className="flex flex-col gap-2">
      {items.length > 0 ? (
        <ol ref={list} aria-label={field.title} className="flex flex-col gap-2">
          {items.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: items of a list have no other name than their place
            <li key={index} className="flex items-start gap-1">
              <span className="w-5 shrink-0 pt-1.5 text-faint text-xs tabular-nums">{index + 1}</span>
              <div className="min-w-0 flex-1">
                <Widget
                  field={itemField(item, field.title, index)}
                  value={each}
                  readOnly={readOnly}
                  onChange={(next) => store(withItem(items, index, next ?? ""))}
                />
              </div>
              {readOnly ? null : (
                <ItemTools
                  index={index}
                  count={items.length}
                  onMove={(by) => store(moved(items, index, by))}
                  onRemove={() => store(without(items, index))}
                />
              )}
            </li>
          ))}
        </ol>
      ) : null}
      {readOnly ? null : (
        <Button className="self-start" onClick={add}>
          <Plus aria-hidden />
          Add item
        </Button>
      )}
    </div>
  );
}

type ItemToolsProps = {
  index: number;
  count: number;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

function ItemTools({ index, count, onMove, onRemove }: ItemToolsProps) {
  const name = `item ${index + 1}`;
  return (
    <div className="flex shrink-0 pt-0.5">
      <IconButton label={`Move ${name} up`} className="w-6" disabled={index === 0} onClick={() => onMove(-1)}>
        <ArrowUp aria-hidden />
      </IconButton>
      <IconButton
        label={`Move ${name} down`}
        className="w-6"
        disabled={index === count - 1}
        onClick={() => onMove(1)}
      >
        <ArrowDown aria-hidden />
      </IconButton>
      <IconButton label={`Remove ${name}`} className="w-6" onClick={onRemove}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}

const itemField = (item: FormField, title: string, index: number): FormField => ({
  ...item,
  name: String(index),
  title: `${title} ${index + 1}`,
});

function focusIn(element: Element | null | undefined): void {
  const control = element?.querySelector("input, button, [contenteditable]");
  if (control instanceof HTMLElement) control.focus();
}
