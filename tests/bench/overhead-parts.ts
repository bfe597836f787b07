import type { Traces } from "./trace-lines";

/** One event, as its sender saw it: times in ms since 1970. */
export type SentRun = { eventId: string; runId: string; sentAt: number; answeredAt: number };

const PARTS = ["accept", "queue", "advance", "lease", "record", "call", "run", "step"] as const;
/**
 * accept: request sent → 202. queue: committed → first turn begun. advance: the turn without the two that follow; lease
 * is a part of it. record: writing the run's steps. call: the actions. run: request sent → last turn ended. step: that,
 * per step.
 */
export type OverheadParts = Record<(typeof PARTS)[number], number[]>;

/** Puts together what the sender and the product's traces tell of each run. Runs that a trace is missing of are left out. */
export function overheadParts(sent: SentRun[], traces: Traces, stepsPerRun: number): OverheadParts {
  const parts: OverheadParts = {
    accept: [],
    queue: [],
    advance: [],
    lease: [],
    record: [],
    call: [],
    run: [],
    step: [],
  };
  for (const run of sent) {
    const committedAt = traces.commits.get(run.eventId);
    const turns = traces.turns.get(run.runId);
    if (committedAt === undefined || !turns?.[0]) continue;
    const sum = (part: "lease" | "record" | "call") => turns.reduce((total, turn) => total + turn[part], 0);
    const working = turns.reduce((total, turn) => total + turn.endedAt - turn.begunAt, 0);
    const whole = Math.max(...turns.map((turn) => turn.endedAt)) - run.sentAt;
    parts.accept.push(run.answeredAt - run.sentAt);
    parts.queue.push(Math.min(...turns.map((turn) => turn.begunAt)) - committedAt);
    parts.advance.push(working - sum("record") - sum("call"));
    parts.lease.push(sum("lease"));
    parts.record.push(sum("record"));
    parts.call.push(sum("call"));
    parts.run.push(whole);
    parts.step.push(whole / stepsPerRun);
  }
  return parts;
}
