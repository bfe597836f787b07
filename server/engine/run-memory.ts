import type { StepError } from "../domain/errors";
import type { FlowDefinition } from "../domain/flow";
import type { RunState, StepRef, StepState } from "../domain/run";
import type { Step } from "../domain/step";
import type { Frame, FrameRow } from "./frame";
import type { LeasedRun } from "./lease";
import type { WorkspaceFacts } from "./workspace-facts";

export type StepMemory = StepState & {
  attempt: number;
  output: unknown;
  error: StepError | null;
  reserved: number;
  quotaPeriod: string | null;
  startedAt: Date;
};

/** What one call of advance knows of its run: the record as it was read, plus what it did since. */
export type RunMemory = {
  run: LeasedRun;
  generation: number;
  definition: FlowDefinition;
  facts: WorkspaceFacts;
  contact: Record<string, unknown> | null;
  /** Of steps outside of loops, and of open iterations. */
  steps: Map<string, StepMemory>;
  variables: Record<string, unknown>;
  /** A step that stood in flight when its process died: key → what is known of it. */
  interrupted: Map<string, StepMemory & { effect: string }>;
  charged: boolean;
  /** An action outside of a flow. `unpaid`: there are no tokens for it, so it fails. */
  direct: { unpaid: boolean } | null;
  /** Loops, as far as they are not inside a closed iteration. */
  frames: Map<string, Frame>;
  /** Changes of frames that go with the next record. */
  frameRows: Map<string, FrameRow>;
};

export const stepKey = (ref: StepRef): string => `${ref.stepId}\n${ref.path}`;

export function remember(memory: RunMemory, step: StepMemory): void {
  const key = stepKey(step);
  memory.steps.delete(key);
  memory.steps.set(key, step);
  rememberVariables(memory, step);
}

export function rememberVariables(memory: RunMemory, step: StepMemory): void {
  if (
    step.status === "succeeded" &&
    findStep(memory.definition, step.stepId)?.type === "set_variables" &&
    isObject(step.output)
  ) {
    Object.assign(memory.variables, step.output);
  }
}

export const runState = (memory: RunMemory): RunState => ({
  steps: [...memory.steps.values()],
  frames: [...memory.frames.values()],
});

const indexes = new WeakMap<FlowDefinition, Map<string, Step>>();

export function findStep(definition: FlowDefinition, stepId: string): Step | undefined {
  let index = indexes.get(definition);
  if (!index) {
    index = new Map([...definition.steps, ...definition.error_handlers].map((step) => [step.id, step]));
    indexes.set(definition, index);
  }
  return index.get(stepId);
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
