import { canonicalJson } from "@/server/domain/canonical-json";
import type { Simulation, TraceEntry } from "@/server/domain/simulate/simulation";

/** A step as it went on either side; null: it did not come to it there. */
export type TracePair = {
  key: string;
  stepId: string;
  path: string;
  published: TraceEntry | null;
  draft: TraceEntry | null;
  /** In which ways they differ, in a word each; empty: they are the same. */
  differences: Difference[];
};

export type Difference = "only published" | "only draft" | "outcome" | "way" | "message" | "time" | "tokens";

/**
 * Two traces of one event side by side: how each step ended, in the order of the draft, with steps that only the
 * published version came to where they stood. What neither came to is left out.
 */
export function compareTraces(published: Simulation, draft: Simulation): TracePair[] {
  const [before, after] = [endsOf(published.trace), endsOf(draft.trace)];
  const pairs: TracePair[] = [];
  const placed = new Set<string>();
  const place = (key: string) => {
    if (placed.has(key)) return;
    placed.add(key);
    const [one, other] = [before.get(key) ?? null, after.get(key) ?? null];
    const entry = other ?? one;
    if (entry)
      pairs.push({
        key,
        stepId: entry.stepId,
        path: entry.path,
        published: one,
        draft: other,
        differences: differ(one, other),
      });
  };
  const left = [...before.keys()];
  for (const key of after.keys()) {
    if (before.has(key)) {
      // What stood before it on the other side, and here nowhere.
      while (left.length > 0 && left[0] !== key && !after.has(left[0] ?? "")) place(left.shift() ?? "");
      left.splice(left.indexOf(key), 1);
    }
    place(key);
  }
  for (const key of left) place(key);
  return pairs;
}

/** The last word on each step that was reached, in the order in which they began. */
function endsOf(trace: readonly TraceEntry[]): Map<string, TraceEntry> {
  const ends = new Map<string, TraceEntry>();
  for (const entry of trace) if (entry.status !== "skipped") ends.set(`${entry.stepId} ${entry.path}`, entry);
  return ends;
}

function differ(one: TraceEntry | null, other: TraceEntry | null): Difference[] {
  if (!one || !other) return [one ? "only published" : "only draft"];
  const found: Difference[] = [];
  if (one.status !== other.status || one.gate?.verdict !== other.gate?.verdict) found.push("outcome");
  if (one.outlet !== other.outlet) found.push("way");
  if (canonicalJson(one.message ?? null) !== canonicalJson(other.message ?? null)) found.push("message");
  if (one.at.getTime() !== other.at.getTime()) found.push("time");
  if (one.milliTokens !== other.milliTokens) found.push("tokens");
  return found;
}
