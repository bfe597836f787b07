"use client";

import { useState } from "react";

export type Selection = ReturnType<typeof useSelection>;

/** Which rows of a list are ticked. Rows that are gone are no longer counted. */
export function useSelection(ids: readonly string[]) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const selected = ids.filter((id) => ticked.has(id));
  const all: boolean | "indeterminate" =
    selected.length === 0 ? false : selected.length === ids.length ? true : "indeterminate";
  return {
    selected,
    has: (id: string) => ticked.has(id),
    toggle: (id: string) =>
      setTicked((old) => {
        const next = new Set(old);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    /** As the box above all others shows it. */
    all,
    toggleAll: () => setTicked(selected.length === ids.length ? new Set() : new Set(ids)),
    clear: () => setTicked(new Set()),
  };
}
