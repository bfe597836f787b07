"use client";

import { useEffect } from "react";
import type { RunDetail } from "@/components/runs/run-types";
import { useRun } from "@/components/runs/use-run";
import { useStepMarks } from "@/components/runs/use-step-marks";
import type { FlowDefinition } from "@/server/domain/flow";
import type { Step } from "@/server/domain/step";
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
  const definition = query.data?.version?.definition;
  useEffect(() => {
    if (steps) store.getState().setOutputs(outputsOf(steps), definition && testedOf(steps, definition));
  }, [steps, definition, store]);
  return null;
}

/** The steps that the run has come to, as they were. */
function testedOf(steps: RunDetail["steps"], definition: FlowDefinition): ReadonlyMap<string, Step> {
  const ran = new Set(steps.flatMap(({ stepId, status }) => (RAN.has(status) ? [stepId] : [])));
  return new Map(
    [...definition.steps, ...definition.error_handlers].flatMap((step) =>
      ran.has(step.id) ? [[step.id, step] as const] : [],
    ),
  );
}

const RAN: ReadonlySet<string> = new Set(["succeeded", "failed"]);

/** Of steps that are done. What is too large to be sent along is left out. */
export function outputsOf(steps: RunDetail["steps"]): ReadonlyMap<string, unknown> {
  return new Map(
    steps.flatMap(({ stepId, path, status, output, outputOmitted, outputGone }) =>
      path === "" && status === "succeeded" && !outputOmitted && !outputGone ? [[stepId, output]] : [],
    ),
  );
}
