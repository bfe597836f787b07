"use client";

import { plainReference } from "@/server/domain/template-source";
import { valueGist } from "@/server/domain/value-gist";
import { useData } from "../data/data-context";

/** What the sample has to go through. */
export function ItemsSample({ items }: { items: unknown }) {
  const { scope } = useData();
  const path = typeof items === "string" ? plainReference(items) : null;
  const found = path === null ? items : scope.lookup(path);
  if (path === null && !Array.isArray(found)) return null;
  if (!Array.isArray(found))
    return (
      <p className="text-held text-xs">
        In the sample this is no list{found === undefined ? ": it is not there" : ""}.
      </p>
    );
  return (
    <p className="truncate text-muted text-xs">
      {found.length} {found.length === 1 ? "item" : "items"} in the sample
      {found.length > 0 ? `, the first: ${valueGist(found[0], 60)}` : ""}
    </p>
  );
}
