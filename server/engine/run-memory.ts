import { now } from "../db/clock";
import { pool } from "../db/pool";
import { type DataScope, dataScope } from "../domain/data-scope";
import type { StepError } from "../domain/errors";
import type { FlowDefinition } from "../domain/flow";
import type { RunState, StepRef, StepState } from "../domain/run";
import type { Step } from "../domain/step";
import type { LeasedRun } from "./lease";
import { loadDefinition } from "./load-definition";
import { type WorkspaceFacts, workspaceFacts } from "./workspace-facts";

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
  steps: Map<string, StepMemory>;
  variables: Record<string, unknown>;
  /** A step that stood in flight when its process died: key → what is known of it. */
  interrupted: Map<string, StepMemory & { effect: string }>;
  charged: boolean;
};

export const stepKey = (ref: StepRef): string => `${ref.stepId}\n${ref.path}`;

export async function openMemory(run: LeasedRun, generation: number): Promise<RunMemory> {
  if (!run.versionId) throw new Error(`Run ${run.id} has no flow to advance`);
  const definition = await loadDefinition(run.versionId);
  const facts = await workspaceFacts(run.workspaceId);
  const contact =
    run.contactId && readsContact(definition) ? await loadContact(run.workspaceId, run.contactId) : null;
  const memory: RunMemory = {
    run,
    generation,
    definition,
    facts,
    contact,
    steps: new Map(),
    variables: { ...definition.variables },
    interrupted: new Map(),
    charged: run.started,
  };
  for (const row of run.steps) {
    const step: StepMemory = {
      stepId: row.step_id,
      path: row.path,
      status: row.status,
      outlet: row.outlet,
      wakeAt: row.wake_at ? new Date(row.wake_at) : null,
      attempt: row.attempt,
      output: row.output,
      error: row.error,
      reserved: row.reserved,
      quotaPeriod: row.quota_period,
      startedAt: new Date(row.started_at),
    };
    // In flight, and we hold the lease: its process is gone. The rule sees it as not begun; execute-step decides by its effect.
    if (row.status === "running") memory.interrupted.set(stepKey(step), { ...step, effect: row.effect });
    else remember(memory, step);
  }
  return memory;
}

export function remember(memory: RunMemory, step: StepMemory): void {
  const key = stepKey(step);
  memory.steps.delete(key);
  memory.steps.set(key, step);
  if (
    step.status === "succeeded" &&
    findStep(memory.definition, step.stepId)?.type === "set_variables" &&
    isObject(step.output)
  ) {
    Object.assign(memory.variables, step.output);
  }
}

export const runState = (memory: RunMemory): RunState => ({ steps: [...memory.steps.values()], frames: [] });

const indexes = new WeakMap<FlowDefinition, Map<string, Step>>();

export function findStep(definition: FlowDefinition, stepId: string): Step | undefined {
  let index = indexes.get(definition);
  if (!index) {
    index = new Map([...definition.steps, ...definition.error_handlers].map((step) => [step.id, step]));
    indexes.set(definition, index);
  }
  return index.get(stepId);
}

/** What a step's references can see. An error handler sees the error that led to it. */
export function scopeOf(memory: RunMemory, step: Step): DataScope {
  const steps: Record<string, { output: unknown }> = {};
  for (const [, known] of memory.steps)
    if (known.status === "succeeded") steps[known.stepId] = { output: known.output };
  const handled = memory.definition.error_handlers.some((handler) => handler.id === step.id)
    ? lastFailure(memory)
    : null;
  return dataScope({
    trigger: memory.run.payload,
    steps,
    variables: memory.variables,
    contact: memory.contact,
    error: handled && { ...handled.error, step_id: handled.stepId, run_id: memory.run.id },
    now: now(),
    timezone: memory.facts.timezone,
  });
}

/** The most recent failure: what `{{error}}` and an error handler speak of. */
export function lastFailure(memory: RunMemory): StepMemory | null {
  return [...memory.steps.values()].reverse().find((step) => step.status === "failed") ?? null;
}

const contactReaders = new WeakMap<FlowDefinition, boolean>();

function readsContact(definition: FlowDefinition): boolean {
  const known = contactReaders.get(definition);
  if (known !== undefined) return known;
  const reads = JSON.stringify(definition).includes("contact");
  contactReaders.set(definition, reads);
  return reads;
}

async function loadContact(workspaceId: string, contactId: string): Promise<Record<string, unknown> | null> {
  const { rows } = await pool().query<{ fields: Record<string, unknown> }>(
    "select id, external_id, email, phone, name, timezone, fields from contacts where workspace_id = $1 and id = $2",
    [workspaceId, contactId],
  );
  const row = rows[0];
  return row ? { ...row.fields, ...row } : null;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
