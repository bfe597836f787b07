/** The only place that calls an action. */
import { toJson } from "../db/json";
import type { Tx } from "../db/pool";
import { ActionError, AppError, type StepError } from "../domain/errors";
import { LIMITS } from "../domain/flow";
import { actionContext } from "./action-context";
import { failpoint } from "./failpoint";
import type { Call } from "./prepare-step";
import type { RunMemory } from "./run-memory";

export type CallResult =
  /** `json`: the output as it is recorded, made here because its size decides. */
  { ok: true; output: unknown; json: string } | { ok: false; error: StepError; retryAfterMs?: number };

/** Runs the action; what it throws becomes a value. `tx` is the record's own transaction, for internal effects. */
export async function executeStep(memory: RunMemory, call: Call, tx: Tx | null): Promise<CallResult> {
  const timeout = call.step.timeout ?? memory.definition.settings.timeout;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeout);
  try {
    const running = call.action.run(
      call.input,
      actionContext(memory, call, { tx, signal: controller.signal }),
    );
    const output = await (tx ? running : Promise.race([running, expiry(controller.signal, call, timeout)]));
    failpoint("after_effect");
    return checkSize(output, call);
  } catch (error) {
    if (tx && isInfrastructure(error)) throw error;
    return { ok: false, ...asFailure(error, call) };
  } finally {
    clearTimeout(timer);
  }
}

/** A record's own rule refused the write. */
const isRefusal = (error: unknown): error is AppError =>
  error instanceof AppError && error.code !== "unavailable" && error.code !== "internal";

/** The database is away, restarting, out of room, or two transactions collided: nothing the step did wrong. */
function isInfrastructure(error: unknown): boolean {
  if (error instanceof ActionError || isRefusal(error) || !(error instanceof Error)) return false;
  const state = "code" in error && typeof error.code === "string" ? error.code : "";
  return !/^(22|23|42|P0)/.test(state) && !(error instanceof TypeError || error instanceof RangeError);
}

function expiry(signal: AbortSignal, call: Call, timeout: number): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => {
      const once = call.effect === "once";
      const message = `${call.step.name ?? call.action.title} took longer than ${timeout / 1000} s. Raise the step's timeout, or check the receiver.`;
      reject(new ActionError(once ? "outcome_unknown" : "timeout", message, { retryable: !once }));
    });
  });
}

function checkSize(output: unknown, call: Call): CallResult {
  const json = toJson(output);
  const size = json.length;
  if (size <= LIMITS.stepOutputBytes) return { ok: true, output, json };
  const message = `${call.step.name ?? call.action.title} answered ${Math.round(size / 1_048_576)} MB; a step keeps 4 MB at most. Ask the receiver for less.`;
  return { ok: false, error: { code: "output_too_large", message, retryable: false } };
}

function asFailure(error: unknown, call: Call): { error: StepError; retryAfterMs?: number } {
  if (error instanceof ActionError) {
    return {
      error: { code: error.code, message: error.message, retryable: error.retryable },
      retryAfterMs: error.retryAfterMs,
    };
  }
  if (isRefusal(error)) return { error: { code: error.code, message: error.message, retryable: false } };
  const message = `${call.step.name ?? call.action.title} failed: ${error instanceof Error ? error.message : String(error)}`;
  return { error: { code: "action_failed", message, retryable: call.effect !== "once" } };
}
