/** A for_each: its items when it begins, its output when all of them are over. What happens between is the rule's. */
import type { DataScope } from "./data-scope";
import { LIMITS } from "./flow-limits";
import { isObject } from "./is-object";
import type { KnownFrame, KnownRun } from "./known-run";
import { loopOutlet, openFrame } from "./loop-frame";
import { enclosingFrames } from "./loop-place";
import type { StepRef } from "./run";
import type { Step } from "./step";
import { failedStep, type StepOutcome } from "./step-outcome";
import { renderConfig } from "./template";

type ForEach = Extract<Step, { type: "for_each" }>;

export type BegunLoop =
  | { ok: true; frame: KnownFrame; itemsJson: string; outcome: StepOutcome }
  | { ok: false; outcome: StepOutcome };

/** `toJson`: as the items are stored; their length decides. */
export function beginLoop(
  run: KnownRun,
  ref: StepRef,
  step: ForEach,
  scope: DataScope,
  toJson: (value: unknown) => string,
): BegunLoop {
  const list = listOf(renderConfig(step.items, scope).value);
  if (list === null)
    return refused(
      "items_not_a_list",
      step,
      "“items” is not a list. Refer to one, such as {{trigger.lines}}, or write one.",
    );
  const state = openFrame(step, ref.path, list.length);
  const around = enclosingFrames(run, ref.stepId, ref.path);
  const product = around.reduce((rounds, { frame }) => rounds * frame.total, state.total);
  if (product > LIMITS.iterations)
    return refused(
      "too_many_iterations",
      step,
      `it would run ${product.toLocaleString("en-US")} times with the loops around it; ${LIMITS.iterations.toLocaleString("en-US")} is the limit. Shorten the lists, or lower the loops' limits.`,
    );
  const items = list.slice(0, state.total);
  const itemsJson = toJson(items);
  if (itemsJson.length > LIMITS.stepOutputBytes)
    return refused(
      "items_too_large",
      step,
      `its items are ${Math.ceil(itemsJson.length / 1_048_576)} MB; 4 MB is the limit. Loop over ids, and read the rest inside the loop.`,
    );
  const over = list.length - state.total;
  const output = { total: state.total, ...(over > 0 && { over_limit: over }) };
  return {
    ok: true,
    frame: { ...state, failures: [], items },
    itemsJson,
    outcome: { kind: "waiting", wakeAt: null, output },
  };
}

/** `begun`: its output when it began. */
export function endLoop(step: ForEach, frame: KnownFrame, begun: unknown, results: LoopResults): StepOutcome {
  const { total, succeeded, failed, failures } = frame;
  const notBegun = total - frame.next;
  const output = {
    ...(isObject(begun) ? begun : {}),
    ...{ total, succeeded, failed },
    ...(notBegun > 0 && { not_begun: notBegun }),
    ...(failures.length > 0 && { failures }),
    ...results,
  };
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

const refused = (code: string, step: ForEach, message: string): BegunLoop => ({
  ok: false,
  outcome: failedStep(code, `${step.name ?? step.id}: ${message}`),
});

/** How many items' results are kept, and how much of them. */
export const RESULTS_KEPT = 1_000;
export const RESULTS_BYTES = 256 * 1024;

export type LoopResults = { results: unknown[]; results_left_out?: number };

/** The results that fit, of the first RESULTS_KEPT items in order; `begun`: how many items were begun. */
export function keptResults(outputs: Iterable<unknown>, begun: number): LoopResults {
  const results: unknown[] = [];
  let bytes = 0;
  for (const output of outputs) {
    bytes += JSON.stringify(output ?? null).length + 1;
    if (bytes > RESULTS_BYTES) break;
    results.push(output ?? null);
  }
  const leftOut = begun - results.length;
  return { results, ...(leftOut > 0 && { results_left_out: leftOut }) };
}
