"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { SearchInput } from "@/components/ui/search-input";
import { categoryName } from "./category-name";
import { type GallerySearch, galleryAddress, matching } from "./gallery-search";

type GalleryProps = {
  items: { key: string; category: GallerySearch["category"] & string; text: string; card: ReactNode }[];
  /** As the address has it. */
  search: GallerySearch;
};

/** All templates, with a search in what they do and a choice of what they are for; both are in the address. */
export function Gallery({ items, search: initial }: GalleryProps) {
  const [search, setSearch] = useState(initial);
  useEffect(() => {
    const address = galleryAddress(window.location.pathname, search);
    if (address !== window.location.pathname + window.location.search)
      window.history.replaceState(null, "", address);
  }, [search]);
  const shown = matching(items, search);
  const categories = [...new Set(items.map(({ category }) => category))];
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          label="Search templates"
          value={search.q}
          onChange={(q) => setSearch((before) => ({ ...before, q }))}
          className="w-72"
        />
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="sr-only">What it is for</legend>
          {[null, ...categories].map((category) => (
            <label key={category ?? ""} className={chipClass(search.category === category)}>
              <input
                type="radio"
                name="category"
                className="sr-only"
                checked={search.category === category}
                onChange={() => setSearch((before) => ({ ...before, category }))}
              />
              {category ? categoryName(category) : "All"}
            </label>
          ))}
        </fieldset>
      </div>
      <p role="status" className="sr-only">
        {shown.length === 1 ? "1 template" : `${shown.length} templates`}
      </p>
      {shown.length > 0 ? (
        <ul className="mt-5 grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {shown.map(({ key, card }) => (
            <li key={key} className="min-w-0">
              {card}
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState
          title="No template matches"
          action={<Button onClick={() => setSearch({ q: "", category: null })}>Show all templates</Button>}
        >
          Search looks in names, descriptions and in everything that the flows do.
        </EmptyState>
      )}
    </div>
  );
}

const chipClass = (chosen: boolean) =>
  cn(
    "flex h-7 cursor-pointer items-center rounded-md border px-2.5 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-ring",
    chosen
      ? "border-accent bg-accent-soft font-medium text-accent-ink"
      : "border-line-strong text-muted hover:text-ink",
  );
