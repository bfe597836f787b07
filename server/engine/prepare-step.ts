/**
 * A step that is due becomes either an outcome, decided here without leaving the process, or a call of an action with
 * its references resolved and its input checked.
 */
import { now } from "../db/clock";
import type { DataScope } from "../domain/data-scope";
import { decidedBranch, decidedCondition, decideStep } from "../domain/decide-step";
import { ActionError, type StepError } from "../domain/errors";
import { fillFromRun } from "../domain/fill-from-run";
import { findStep } from "../domain/find-step";
import { invalidInput } from "../domain/invalid-input";
import { stepKey } from "../domain/known-run";
import { attemptAfter, retryAt } from "../domain/retry-at";
import type { StepRef } from "../domain/run";
import { runScope } from "../domain/run-scope";
import { OUT_OF_TOKENS, PAYMENT_OVERDUE } from "../domain/run-words";
import type { ActionStep, Step } from "../domain/step";
import { renderConfig } from "../domain/template";
import type { AnyAction } from "../integrations/action";
import type { OpenConnection } from "../integrations/connection";
import { parseFor } from "../integrations/parse-for";
import { findAction } from "../integrations/registry";
import { findPluginAction } from "../plugins/find-plugin-action";
import { actionContext } from "./action-context";
import { prepareSettling } from "./action-wait";
import type { Prepared } from "./call";
import { openWait, visitWait } from "./event-wait";
import { forEach } from "./for-each";
import { gateBeforeCall } from "./gate-call";
import type { Outcome } from "./outcome";
import { readItems } from "./read-loops";
import { resolveCondition } from "./resolve-condition";
import { resolveConnection } from "./resolve-connection";
import type { RunMemory, StepMemory } from "./run-memory";
import { subFlow } from "./sub-flow";

export type { Call, Prepared } from "./call";

export async function prepareStep(memory: RunMemory, ref: StepRef): Promise<Prepared> {
  const step = findStep(memory.definition, ref.stepId);
  if (!step) throw new Error(`Step ${ref.stepId} is not in the version of run ${memory.run.id}`);
  if (ref.path !== "") await readItems(memory, ref);
  try {
    if (step.type === "action") return await prepareAction(memory, ref, step);
    return { step, outcome: await decide(memory, ref, step, runScope(memory, ref, now())) };
  } catch (error) {
    if (!isStepFault(error)) throw error;
    const again = retryOf(memory, ref, step, error);
    if (again) return { step, outcome: again };
    return {
      step,
      outcome: { kind: "failed", error: { code: "invalid_step", message: error.message, retryable: false } },
    };
  }
}

/** A plugin that answers a condition may be away for a moment: asked again as the flow's settings say. */
function retryOf(memory: RunMemory, ref: StepRef, step: Step, error: Error): Outcome | null {
  if (!(error instanceof ActionError) || !error.retryable) return null;
  const attempt = (memory.steps.get(stepKey(ref))?.attempt ?? 0) + 1;
  const wakeAt = retryAt(
    memory.definition.settings,
    {},
    { attempt, retryAfterMs: error.retryAfterMs },
    now(),
    Math.random(),
  );
  if (!wakeAt) return null;
  const failure = { code: error.code, message: `${step.name ?? step.id}: ${error.message}`, retryable: true };
  return { kind: "retrying", attempt, wakeAt, error: failure };
}

async function decide(
  memory: RunMemory,
  ref: StepRef,
  step: Exclude<Step, ActionStep>,
  scope: DataScope,
): Promise<Outcome> {
  switch (step.type) {
    case "condition":
      return decidedCondition(await resolveCondition(memory.run.workspaceId, step.condition, scope));
    case "branch": {
      for (const option of step.cases)
        if (await resolveCondition(memory.run.workspaceId, option.condition, scope))
          return decidedBranch(option);
      return decidedBranch(null);
    }
    case "wait_for_event":
      return memory.steps.get(stepKey(ref))?.status === "waiting"
        ? visitWait(memory, ref)
        : openWait(memory, ref, step, scope);
    case "for_each":
      return forEach(memory, ref, step, scope);
    case "sub_flow":
      return subFlow(memory, ref, step, scope);
    default:
      return decideStep(memory, ref, step, scope, now());
  }
}

async function prepareAction(memory: RunMemory, ref: StepRef, step: ActionStep): Promise<Prepared> {
  const found = await findExecutable(memory, step);
  if ("error" in found) return { step, outcome: { kind: "failed", error: found.error } };
  const { actionKey } = found;
  const settling = await prepareSettling(memory, ref, step, found);
  if (settling) return settling;
  if (memory.direct?.unpaid) return { step, outcome: { kind: "failed", error: lackError(memory) } };
  const scope = runScope(memory, ref, now());
  // What is posted for a single action is its input as it stands: no templates, nothing to fill in.
  const filled = memory.direct
    ? memory.run.payload
    : fillFromRun(found.action, renderConfig(step.config, scope).value, scope, memory, ref);
  const { action, parsed } = parseFor(found.action, filled);
  if (!parsed.ok) {
    const error = invalidInput(step, action.title, parsed.problems);
    return { step, outcome: { kind: "failed", input: filled, error } };
  }
  const known = memory.steps.get(stepKey(ref));
  const interrupted = memory.interrupted.get(stepKey(ref));
  if (interrupted?.effect === "once" && !(await wasDone(memory, ref, action, parsed.value, interrupted))) {
    memory.interrupted.delete(stepKey(ref));
    return {
      step,
      outcome: { kind: "failed", ourFault: true, input: parsed.value, error: OUTCOME_UNKNOWN },
    };
  }
  const connected = await connectionFor(memory, step, action);
  if ("error" in connected) return { step, outcome: { kind: "failed", input: parsed.value, ...connected } };
  const { connection } = connected;
  const effect = action.effect(parsed.value, connection);
  // A repeat after a crash is the same attempt: our faults never use up the flow's retries.
  const attempt = interrupted ? interrupted.attempt : attemptAfter(known);
  const call = { ref, step, action, actionKey, input: parsed.value, effect, connection, attempt };
  // What was under way at a crash was let through already; what is internal is asked with its record.
  const stopped = interrupted || effect === "internal" ? null : await gateBeforeCall(memory, call);
  return stopped ? { step, outcome: stopped } : { call };
}

/** A call that is not made twice and was under way at a crash: what its action finds written down. */
async function wasDone(
  memory: RunMemory,
  ref: StepRef,
  action: AnyAction,
  input: unknown,
  { attempt }: StepMemory,
): Promise<boolean> {
  const signal = new AbortController().signal;
  return action.wasDone?.(input, actionContext(memory, { ref, attempt }, { tx: null, signal })) ?? false;
}

const OUTCOME_UNKNOWN: StepError = {
  code: "outcome_unknown",
  message:
    "The server stopped while this call was under way, and a repeat could do it twice. Check on the other side, or tick “receiver honours Idempotency-Key”.",
  retryable: false,
};

const lackError = ({ facts }: RunMemory): StepError =>
  facts.billingStatus === "restricted"
    ? { code: "payment_overdue", message: PAYMENT_OVERDUE, retryable: false }
    : { code: "out_of_tokens", message: OUT_OF_TOKENS, retryable: false };

type Connected = { connection: OpenConnection | null } | { error: StepError };

/** A test run never leaves the sandbox. */
async function connectionFor(
  memory: RunMemory,
  step: ActionStep,
  { connects }: AnyAction,
): Promise<Connected> {
  if (!connects || memory.run.mode === "test") return { connection: null };
  try {
    return { connection: await resolveConnection(memory.run.workspaceId, connects, step.connection_id) };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { error: { code: error.code, message: error.message, retryable: false } };
  }
}

type Executable = { action: AnyAction; actionKey: string } | { error: StepError };

async function findExecutable(memory: RunMemory, step: ActionStep): Promise<Executable> {
  const platform = step.plugin_id && step.plugin_id !== "platform" ? null : findAction(step.action_id);
  if (platform) return { action: platform, actionKey: platform.key };
  const found = await findPluginAction(memory.run.workspaceId, step.plugin_id ?? null, step.action_id);
  if (found.ok) return { action: found.action, actionKey: `${found.pluginSlug}.${found.action.key}` };
  return { error: { code: "plugin_not_installed", message: found.message, retryable: false } };
}

/** A fault of the definition or its data (a template that does not render), as against one of ours. */
const isStepFault = (error: unknown): error is Error =>
  error instanceof Error &&
  (error.name === "TemplateError" || error.name === "AppError" || error.name === "ActionError");
