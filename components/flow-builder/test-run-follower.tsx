"use client";

import { useEffect } from "react";
import type { RunDetail } from "@/components/runs/run-types";
import { useRun } from "@/components/runs/use-run";
import { useStepMarks } from "@/components/runs/use-step-marks";
import { useBuilderView } from "./builder-view";
import { useBuilderStore } from "./use-builder";

/** Follows a test run: its steps light up on the canvas, and what they put out is what previews are made from. */
export function TestRunFollower({ runId }: { runId: string }) {
  const store = useBuilderStore();
  const { query } = useRun(runId);
  const marks = useStepMarks(query.data);
  useEffect(() => {
    useBuilderView.getState().setMarks(marks);
  }, [marks]);
  // Off the canvas when another run is followed, or none.
  useEffect(() => () => useBuilderView.getState().setMarks(null), []);
  const steps = query.data?.steps;
  useEffect(() => {
    if (steps) store.getState().setOutputs(outputsOf(steps));
  }, [steps, store]);
  return null;
}

/** Of steps that are done. What is too large to be sent along is left out. */
export function outputsOf(steps: RunDetail["steps"]): ReadonlyMap<string, unknown> {
  return new Map(
    steps.flatMap(({ stepId, path, status, output, outputOmitted, outputGone }) =>
      path === "" && status === "succeeded" && !outputOmitted && !outputGone ? [[stepId, output]] : [],
    ),
  );
}
