import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import type { Origin } from "./profile-shares";

/** Looks places of the production bundle up in the source maps beside it. */
export function bundleOrigin(): Origin {
  const maps = new Map<string, SourceMap | null>();
  return (url, line, column) => {
    if (!url.includes("/.next/")) return null;
    const path = url.startsWith("file:") ? fileURLToPath(url) : url;
    if (!maps.has(path)) maps.set(path, readMap(`${path}.map`));
    const entry = maps.get(path)?.findEntry(line, column);
    return entry && "originalSource" in entry ? entry.originalSource : null;
  };
}

function readMap(path: string): SourceMap | null {
  if (!existsSync(path)) return null;
  try {
    return new SourceMap(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}
