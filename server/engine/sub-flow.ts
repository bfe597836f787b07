/**
 * A step that runs another flow and waits for its end. The child is a run of its own, started in the transaction that
 * records the step as waiting: never without it, never twice. Its end rings the parent's bell in its own last write.
 */
import { toJson } from "../db/json";
import { pool, type Tx } from "../db/pool";
import type { DataScope } from "../domain/data-scope";
import { isObject } from "../domain/is-object";
import { stepKey } from "../domain/known-run";
import type { RunStatus, StepRef } from "../domain/run";
import type { Step } from "../domain/step";
import { childFailed, childSucceeded, subFlowRefusal, tooDeep, wrongInput } from "../domain/sub-flow-outcome";
import { renderConfig } from "../domain/template";
import { findFlowBy, whyNotStartable } from "../records/flow";
import { acceptEvent } from "./accept-event";
import { loadDefinition } from "./load-definition";
import type { Outcome } from "./outcome";
import type { ChildStart } from "./record";
import type { RunMemory } from "./run-memory";
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
  const refuse = subFlowRefusal(step, payload);
  const deep = tooDeep(memory.run.depth, refuse);
  if (deep) return deep;
  const flow = await findFlowBy(pool(), memory.run.workspaceId, step.flow_id);
  const problem = whyNotStartable(flow, step.flow_id);
  if (problem !== null || !flow?.activeVersionId) return refuse("sub_flow_not_available", problem ?? "");
  const definition = await loadDefinition(flow.activeVersionId);
  const bytes = Buffer.byteLength(toJson(payload));
  const wrong = wrongInput({ name: flow.name, definition }, payload, bytes, refuse);
  if (wrong) return wrong;
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
  const ended = child && { ...child, name: child.flow_name ?? "", error: child.error_message };
  if (child?.status === "completed" && ended) return childSucceeded(ended, await childOutput(child));
  return childFailed(ended ?? null);
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
