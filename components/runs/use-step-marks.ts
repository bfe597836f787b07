"use client";

import { useMemo, useRef } from "react";
import type { StepMark } from "@/components/flow-builder/step-mark";
import type { RunDetail } from "./run-types";
import { stepMarks } from "./step-marks";

type Steps = Pick<RunDetail, "steps" | "loopSteps">;

/** The marks of a run's steps; those that did not change stay the same objects. */
export function useStepMarks(detail: Steps | undefined): ReadonlyMap<string, StepMark> {
  const before = useRef<ReadonlyMap<string, StepMark>>(new Map());
  return useMemo(() => {
    before.current = stepMarks(detail?.steps ?? [], detail?.loopSteps ?? [], before.current);
    return before.current;
  }, [detail?.steps, detail?.loopSteps]);
}
