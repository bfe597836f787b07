"use client";

import { X } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { useOffers } from "../use-offers";
import { OptionPicker } from "./option-picker";
import { tagList, tagValue } from "./tag-list";
import type { WidgetProps } from "./widget-props";

/** Several tags. They are stored as the document has them: with commas, or as a list. */
export function TagsWidget({ field, value, onChange, readOnly }: WidgetProps) {
  const { options } = useOffers();
  const tags = tagList(value);
  const store = (next: string[]) => onChange(tagValue(next, value));
  return (
    <div className="flex flex-col gap-1.5">
      {tags.length > 0 ? (
        <ul aria-label={field.title} className="flex flex-wrap gap-1">
          {tags.map((tag) => (
            <li key={tag}>
              <Badge tone="outline" className="pr-0.5">
                {tag}
                {readOnly ? null : (
                  <button
                    type="button"
                    aria-label={`Remove ${tag}`}
                    className="grid size-4 place-items-center rounded-sm hover:bg-hover"
                    onClick={() => store(tags.filter((each) => each !== tag))}
                  >
                    <X aria-hidden className="size-3" />
                  </button>
                )}
              </Badge>
            </li>
          ))}
        </ul>
      ) : null}
      <OptionPicker
        label={field.title}
        value=""
        options={options("tag").filter((option) => !tags.includes(option.value))}
        onChange={(tag) => tag && store([...tags, tag])}
        placeholder="Add a tag"
        other={(typed) => `Use “${typed}”`}
        readOnly={readOnly}
      />
    </div>
  );
}
