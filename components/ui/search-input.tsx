"use client";

import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cn } from "./cn";
import { inputClass } from "./input";

type SearchInputProps = {
  /** "Search flows": placeholder and accessible name. */
  label: string;
  value: string;
  /** Called a moment after typing stops, and at once when cleared. */
  onChange: (value: string) => void;
  className?: string;
};

export function SearchInput({ label, value, onChange, className }: SearchInputProps) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return;
    const send = () => {
      sent.current = text;
      change.current(text);
    };
    const timer = setTimeout(send, text === "" ? 0 : 250);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className={cn("relative w-60 max-w-full", className)}>
      <Search aria-hidden className="pointer-events-none absolute top-1.5 left-2 size-4 text-muted" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && setText("")}
        className={cn(inputClass({ size: "sm" }), "px-7.5 [&::-webkit-search-cancel-button]:hidden")}
      />
      {text ? (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => setText("")}
          className="absolute top-1 right-1 grid size-5 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : null}
    </div>
  );
}
