"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

export const builderPanels = ["problems", "test", "dry-run"] as const;
export type BuilderPanelTab = (typeof builderPanels)[number];

/** What of the panel below the canvas is open, and the test run that is shown on it: as it stands in the URL. */
export function useBuilderPanel() {
  const [{ panel, trial }, set] = useQueryStates(
    { panel: parseAsStringLiteral(builderPanels), trial: parseAsString },
    { history: "replace" },
  );
  return {
    panel,
    /** The id of the test run on the canvas. */
    trial,
    open: (tab: BuilderPanelTab) => void set({ panel: tab }),
    close: () => void set({ panel: null }),
    /** Shows a test run, or takes it off the canvas. */
    follow: (runId: string | null) =>
      void set(runId === null ? { trial: null } : { trial: runId, panel: "test" }),
  };
}
