/** A for_each: its items when it begins, its output when all of them are over. What happens between is the rule's. */
import { toJson } from "../db/json";
import type { DataScope } from "../domain/data-scope";
import { LIMITS } from "../domain/flow-limits";
import { loopOutlet, openFrame } from "../domain/loop-frame";
import type { StepRef } from "../domain/run";
import type { Step } from "../domain/step";
import { renderConfig } from "../domain/template";
import type { Frame } from "./frame";
import { addFrame, enclosingFrames, frameOf } from "./loop-frames";
import { loopResults } from "./loop-results";
import type { Outcome } from "./outcome";
import { isObject, type RunMemory, stepKey } from "./run-memory";

type ForEach = Extract<Step, { type: "for_each" }>;

export async function forEach(
  memory: RunMemory,
  ref: StepRef,
  step: ForEach,
  scope: DataScope,
): Promise<Outcome> {
  const frame = frameOf(memory, ref);
  const known = memory.steps.get(stepKey(ref));
  if (!frame) return begin(memory, ref, step, scope);
  if (known?.status === "waiting") return finish(memory, step, frame, known.output);
  // Taken over from a run that did not get to the end of it.
  return { kind: "waiting", wakeAt: null, output: { total: frame.total } };
}

function begin(memory: RunMemory, ref: StepRef, step: ForEach, scope: DataScope): Outcome {
  const list = listOf(renderConfig(step.items, scope).value);
  if (list === null)
    return failure(
      "items_not_a_list",
      step,
      "“items” is not a list. Refer to one, such as {{trigger.lines}}, or write one.",
    );
  const state = openFrame(step, ref.path, list.length);
  const around = enclosingFrames(memory, ref.stepId, ref.path);
  const product = around.reduce((rounds, { frame }) => rounds * frame.total, state.total);
  if (product > LIMITS.iterations)
    return failure(
      "too_many_iterations",
      step,
      `it would run ${product.toLocaleString("en-US")} times with the loops around it; ${LIMITS.iterations.toLocaleString("en-US")} is the limit. Shorten the lists, or lower the loops' limits.`,
    );
  const items = list.slice(0, state.total);
  const itemsJson = toJson(items);
  if (itemsJson.length > LIMITS.stepOutputBytes)
    return failure(
      "items_too_large",
      step,
      `its items are ${Math.ceil(itemsJson.length / 1_048_576)} MB; 4 MB is the limit. Loop over ids, and read the rest inside the loop.`,
    );
  addFrame(memory, { ...state, failures: [], items }, itemsJson);
  const over = list.length - state.total;
  return {
    kind: "waiting",
    wakeAt: null,
    output: { total: state.total, ...(over > 0 && { over_limit: over }) },
  };
}

/** Null: not a list. Nothing is an empty one, and the text of a list is that list. */
function listOf(value: unknown): unknown[] | null {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) return value;
  if (typeof value !== "string" || !value.trim().startsWith("[")) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

async function finish(memory: RunMemory, step: ForEach, frame: Frame, begun: unknown): Promise<Outcome> {
  const { total, succeeded, failed, failures } = frame;
  const notBegun = total - frame.next;
  const output = {
    ...(isObject(begun) ? begun : {}),
    ...{ total, succeeded, failed },
    ...(notBegun > 0 && { not_begun: notBegun }),
    ...(failures.length > 0 && { failures }),
    ...(await loopResults(memory, frame)),
  };
  frame.items = null;
  const outlet = loopOutlet(step, frame);
  if (outlet === "success") return { kind: "succeeded", outlet, output };
  const first = failures.reduce<(typeof failures)[number] | null>(
    (least, one) => (least && least.index < one.index ? least : one),
    null,
  );
  const message = first
    ? `Item ${first.index + 1} of ${total}: ${first.message}`
    : `${failed} of ${total} items failed.`;
  return { kind: "failed", error: { code: "item_failed", message, retryable: false }, output };
}

function failure(code: string, step: ForEach, message: string): Outcome {
  return {
    kind: "failed",
    error: { code, message: `${step.name ?? step.id}: ${message}`, retryable: false },
  };
}
