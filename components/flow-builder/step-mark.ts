import { createContext } from "react";
import { isStepFinal, type StepStatus } from "@/server/domain/run";

/** What a run did at one step; shown on its card. A step inside a loop has one mark for all its iterations. */
export type StepMark = {
  status: StepStatus;
  /** Ways out that were taken, one per iteration that is decided. */
  outlets: readonly string[];
  startedAt: Date;
  finishedAt: Date | null;
  /** When a waiting or retrying step is due. */
  wakeAt: Date | null;
  /** What a waiting step waits for, if for no time and no event. */
  waitsFor?: string;
  milliTokens: number;
  attempt: number;
  iterations: number;
};

/** By step id; null when the canvas shows a flow and no run of it. */
export const StepMarks = createContext<ReadonlyMap<string, StepMark> | null>(null);

export type EdgeMark = "taken" | "untaken" | "open";

/** What became of an edge, told by the steps it leaves. Null: the trigger, whose edge every run takes. */
export function edgeMark(
  marks: ReadonlyMap<string, StepMark>,
  edge: { stepIds: readonly string[] | null; outlet: string },
): EdgeMark {
  if (edge.stepIds === null) return "taken";
  const known = edge.stepIds.map((id) => marks.get(id));
  if (known.some((mark) => mark?.outlets.includes(edge.outlet))) return "taken";
  return known.every((mark) => mark && isStepFinal(mark.status)) ? "untaken" : "open";
}
