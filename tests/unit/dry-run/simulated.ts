import type { Simulation, TraceEntry } from "@/server/domain/simulate/simulation";

/** A record of a trace: a step that went well, but for what is said. */
export const entry = (stepId: string, change: Partial<TraceEntry> = {}): TraceEntry => ({
  ...{ at: new Date(0), stepId, path: "", status: "succeeded", outlet: null, attempt: 1, wakeAt: null },
  ...{ milliTokens: 0, tokenNote: null },
  ...change,
});

export const simulation = (trace: TraceEntry[], change: Partial<Simulation> = {}): Simulation => ({
  ...{ trace, happened: [], milliTokens: 500 },
  end: { outcome: "completed", reason: null, at: trace.at(-1)?.at ?? new Date(0) },
  byKind: { call_minute: 0, sms_sent: 0, email_sent: 0, workflow_execution: 500, ai_transcription: 0 },
  ...change,
});
