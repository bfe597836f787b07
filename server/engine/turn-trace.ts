/**
 * Where a turn's time goes, for the benchmark: with BATON_TRACE_TURNS every turn and every acceptance leaves one line in
 * the log. Without it nothing is measured and nothing is kept.
 */
import { env } from "../env";
import { logger } from "../logger";

type Part = "lease" | "load" | "decide" | "record" | "call";
export type TurnTrace = { runId: string; begunAt: number; parts: Record<Part, number> };

/** Milliseconds since 1970 with their fraction: turns are shorter than what the product's clock tells apart. */
const preciseNow = () => performance.timeOrigin + performance.now();

export function openTrace(runId: string): TurnTrace | null {
  if (!env().BATON_TRACE_TURNS) return null;
  return { runId, begunAt: preciseNow(), parts: { lease: 0, load: 0, decide: 0, record: 0, call: 0 } };
}

/** Does the work, and adds its time to a part of the turn. */
export async function timed<T>(trace: TurnTrace | null, part: Part, work: () => Promise<T>): Promise<T> {
  if (!trace) return work();
  const begun = performance.now();
  try {
    return await work();
  } finally {
    trace.parts[part] += performance.now() - begun;
  }
}

export function closeTrace(trace: TurnTrace | null): void {
  if (!trace) return;
  const { runId, begunAt, parts } = trace;
  logger.info({ trace: "turn", runId, begunAt, endedAt: preciseNow(), ...parts }, "turn");
}

/** The event and its runs are committed. */
export function traceCommit(eventId: string): void {
  if (env().BATON_TRACE_TURNS)
    logger.info({ trace: "committed", eventId, at: preciseNow() }, "event committed");
}
