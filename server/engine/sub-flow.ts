/**
 * A step that runs another flow and waits for its end. The child is a run of its own, started in the transaction that
 * records the step as waiting: never without it, never twice. Its end rings the parent's bell in its own last write.
 */
import { toJson } from "../db/json";
import { pool, type Tx } from "../db/pool";
import type { DataScope } from "../domain/data-scope";
import { LIMITS } from "../domain/flow";
import { flowInputProblem } from "../domain/flow-input";
import type { RunStatus, StepRef } from "../domain/run";
import type { Step } from "../domain/step";
import { renderConfig } from "../domain/template";
import { findFlowBy, whyNotStartable } from "../records/flow";
import { acceptEvent } from "./accept-event";
import { loadDefinition } from "./load-definition";
import type { Outcome } from "./outcome";
import type { ChildStart } from "./record";
import { isObject, type RunMemory, stepKey } from "./run-memory";
import { type Child, childOutput } from "./sub-flow-output";

type SubFlowStep = Extract<Step, { type: "sub_flow" }>;

export function subFlow(
  memory: RunMemory,
  ref: StepRef,
  step: SubFlowStep,
  scope: DataScope,
): Promise<Outcome> {
  return memory.steps.get(stepKey(ref))?.status === "waiting"
    ? visitChild(memory, ref)
    : openChild(memory, ref, step, scope);
}

async function openChild(
  memory: RunMemory,
  ref: StepRef,
  step: SubFlowStep,
  scope: DataScope,
): Promise<Outcome> {
  const input = renderConfig(step.input, scope).value;
  const payload = isObject(input) ? input : {};
  const name = step.name ?? step.id;
  const fail = (code: string, message: string): Outcome => ({
    kind: "failed",
    input: payload,
    error: { code, message: `${name}: ${message}`, retryable: false },
  });
  if (memory.run.depth >= LIMITS.causationDepth)
    return fail(
      "too_deep",
      `this is the end of a chain of ${LIMITS.causationDepth} flows that run each other; a longer one is not allowed. Does a flow run itself?`,
    );
  const flow = await findFlowBy(pool(), memory.run.workspaceId, step.flow_id);
  const problem = whyNotStartable(flow, step.flow_id);
  if (problem !== null || !flow?.activeVersionId) return fail("sub_flow_not_available", problem ?? "");
  const { trigger } = await loadDefinition(flow.activeVersionId);
  const wrong = trigger.type === "manual" && trigger.input ? flowInputProblem(trigger.input, payload) : null;
  if (wrong) return fail("invalid_input", `“${flow.name}” takes an input: ${wrong.message}`);
  if (Buffer.byteLength(toJson(payload)) > LIMITS.payloadBytes)
    return fail(
      "invalid_input",
      "the input is larger than 512 KB. Hand over a reference to the data instead.",
    );
  return { kind: "waiting", wakeAt: null, input: payload, child: { ...ref, flowId: flow.id, payload } };
}

async function visitChild(memory: RunMemory, ref: StepRef): Promise<Outcome> {
  const { rows } = await pool().query<Child>(
    `select r.id, r.status::text as status, r.version_id, r.error_message, f.name as flow_name
     from flow_executions r left join automation_flows f on f.workspace_id = r.workspace_id and f.id = r.flow_id
     where r.parent_run_id = $1 and r.parent_step_id = $2 and r.parent_path = $3`,
    [memory.run.id, ref.stepId, ref.path],
  );
  const child = rows[0];
  if (child && isOpen(child.status)) return { kind: "waiting", wakeAt: null };
  if (child?.status === "completed")
    return {
      kind: "succeeded",
      outlet: "success",
      output: { run_id: child.id, status: child.status, output: await childOutput(child) },
    };
  const what =
    child?.status === "cancelled"
      ? "was cancelled"
      : `failed: ${child?.error_message ?? "its run is not there any more"}`;
  return {
    kind: "failed",
    error: {
      code: "sub_flow_failed",
      message: `The flow “${child?.flow_name ?? ""}” ${what}`,
      retryable: false,
    },
  };
}

const isOpen = (status: RunStatus) => !["completed", "failed", "cancelled"].includes(status);

/** Steps whose child is over, so that the rule sees them as due. */
export async function endedChildren(memory: RunMemory): Promise<StepRef[]> {
  if (!hasSubFlows(memory)) return [];
  const { rows } = await pool().query<StepRef>(
    `select parent_step_id as "stepId", parent_path as path from flow_executions
     where parent_run_id = $1 and parent_step_id is not null and status in ('completed', 'failed', 'cancelled')`,
    [memory.run.id],
  );
  return rows;
}

const withSubFlows = new WeakMap<object, boolean>();

export function hasSubFlows({ definition }: RunMemory): boolean {
  let has = withSubFlows.get(definition);
  if (has === undefined) {
    has = [...definition.steps, ...definition.error_handlers].some(({ type }) => type === "sub_flow");
    withSubFlows.set(definition, has);
  }
  return has;
}

/** The child's event and run. What the input does not say otherwise is about the parent's contact. */
export async function startChild(tx: Tx, { run }: RunMemory, child: ChildStart): Promise<void> {
  await acceptEvent(
    {
      workspaceId: run.workspaceId,
      type: "flow.called",
      source: "flow",
      payload: child.payload,
      onlyFlowId: child.flowId,
      mode: run.mode,
      origin: "sub_flow",
      causedBy: { runId: run.id, depth: run.depth },
      waitedForBy: { stepId: child.stepId, path: child.path },
      contact: run.contactId ? { id: run.contactId, subject: run.subject } : null,
    },
    tx,
  );
}
