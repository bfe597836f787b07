"use client";

import { create } from "zustand";
import { type DryRunSource, sourceKey } from "./dry-run-source";
import type { Chosen } from "./what-if-world";

export type DryRunView = "timeline" | "cost" | "replay";

/** What somebody set for the dry runs of one flow; null: as the flow or the event has it. */
export type DryRunSettings = {
  view: DryRunView;
  /** The sample that is tried; null: the first, or what is written. */
  sampleId: string | null;
  /** An event written by hand. */
  own: { type: string; payload: Record<string, unknown> } | null;
  contactId: string | null;
  zone: string | null;
  /** When it starts. */
  at: Date | null;
  /** The “what if”s that are on. */
  chosen: Chosen;
};

const START: DryRunSettings = {
  ...{ view: "timeline", sampleId: null, own: null, contactId: null, zone: null, at: null, chosen: {} },
};

type Kept = {
  of: Readonly<Record<string, DryRunSettings>>;
  change: (key: string, settings: Partial<DryRunSettings>) => void;
};

/** Kept while the page is open, so that folding the panel up loses nothing. */
const useKept = create<Kept>()((set) => ({
  of: {},
  change: (key, settings) =>
    set(({ of }) => ({ of: { ...of, [key]: { ...(of[key] ?? START), ...settings } } })),
}));

export function useDryRunSettings(
  source: DryRunSource,
): [DryRunSettings, (settings: Partial<DryRunSettings>) => void] {
  const key = sourceKey(source);
  const settings = useKept((state) => state.of[key] ?? START);
  const change = useKept((state) => state.change);
  return [settings, (next) => change(key, next)];
}
