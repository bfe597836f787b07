"use client";

import { useCallback, useEffect, useMemo } from "react";
import { useBuilderView } from "@/components/flow-builder/builder-view";
import { useBuilder, useBuilderStore } from "@/components/flow-builder/use-builder";
import { DryRun } from "./dry-run";
import type { DryRunOutcome } from "./dry-run-outcome";
import { traceMarks } from "./trace-marks";

/** The dry run of the draft as it is edited: the canvas shows the way it takes, a line selects its step. */
export function BuilderDryRun() {
  const store = useBuilderStore();
  const flowId = useBuilder((state) => state.flowId);
  const definition = useBuilder((state) => state.definition);
  const source = useMemo(() => ({ flowId, definition }), [flowId, definition]);
  const draw = useCallback(
    (outcome: DryRunOutcome | null) =>
      useBuilderView.getState().setMarks(outcome && traceMarks(outcome.simulation.trace, outcome.definition)),
    [],
  );
  useEffect(() => () => useBuilderView.getState().setMarks(null), []);
  return (
    <DryRun
      source={source}
      onOutcome={draw}
      onStep={(stepId) => store.getState().select([stepId])}
      save={() => store.getState().saveNow()}
      fill
    />
  );
}
