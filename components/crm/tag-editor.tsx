"use client";

import { Plus, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Input } from "@/components/ui/input";

type TagEditorProps = {
  tags: readonly string[];
  /** Offered while one types. */
  known: readonly string[];
  /** Null for those who may only look. */
  onChange: ((change: { add?: string; remove?: string }) => void) | null;
  problem: string | null;
};

/** The tags of a contact: press × to take one away, type and press Enter to add one. */
export function TagEditor({ tags, known, onChange, problem }: TagEditorProps) {
  const [text, setText] = useState<string | null>(null);
  const add = () => {
    if (text?.trim()) onChange?.({ add: text.trim() });
    setText(text === null ? null : "");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      add();
    }
    if (event.key === "Escape") setText(null);
  };
  return (
    <div>
      <ul aria-label="Tags" className="flex flex-wrap items-center gap-1.5">
        {tags.map((tag) => (
          <li key={tag} className="min-w-0">
            <Badge tone="outline" className="max-w-60 pr-0.5">
              <span className="truncate pr-1">{tag}</span>
              {onChange ? (
                <button
                  type="button"
                  aria-label={`Remove tag ${tag}`}
                  onClick={() => onChange({ remove: tag })}
                  className="grid size-4 shrink-0 place-items-center rounded-sm hover:bg-hover hover:text-ink"
                >
                  <X aria-hidden className="size-3!" />
                </button>
              ) : null}
            </Badge>
          </li>
        ))}
        {onChange ? (
          <li>
            {text === null ? (
              <button
                type="button"
                onClick={() => setText("")}
                className="inline-flex h-5 items-center gap-1 rounded-md border border-line-strong border-dashed px-1.5 text-muted text-xs hover:bg-hover hover:text-ink"
              >
                <Plus aria-hidden className="size-3" />
                Add tag
              </button>
            ) : (
              <>
                <Input
                  size="sm"
                  autoFocus
                  aria-label="New tag"
                  placeholder="Tag, then Enter"
                  list="known-tags"
                  maxLength={60}
                  className="h-6 w-36 text-xs"
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                  onKeyDown={onKeyDown}
                  onBlur={() => {
                    add();
                    setText(null);
                  }}
                />
                <datalist id="known-tags">
                  {known
                    .filter((tag) => !tags.includes(tag))
                    .map((tag) => (
                      <option key={tag} value={tag} />
                    ))}
                </datalist>
              </>
            )}
          </li>
        ) : null}
      </ul>
      {problem ? (
        <p role="alert" className="mt-1 text-failed text-xs">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
