import { describe, expect, test } from "vitest";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { compareSimulations } from "@/server/domain/simulate/compare-simulations";
import type { SimulatedMessage, Simulation, TraceEntry } from "@/server/domain/simulate/simulation";

const definition = flowDefinitionSchema.parse({
  trigger: { type: "manual" },
  steps: [
    { id: "text", type: "action", action_id: "send_sms", name: "Text them" },
    { id: "task", type: "action", action_id: "create_task" },
    { id: "note", type: "action", action_id: "create_note" },
  ],
});

const entry = (stepId: string, more: Partial<TraceEntry> = {}): TraceEntry => ({
  ...{
    at: new Date("2026-05-04T10:00:00Z"),
    stepId,
    path: "",
    status: "succeeded",
    outlet: "success",
    attempt: 1,
  },
  ...{ wakeAt: null, milliTokens: 0, tokenNote: null },
  ...more,
});
const message = (
  channel: SimulatedMessage["channel"],
  body = "Hello",
  to = "someone",
): Partial<TraceEntry> => ({
  message: { channel, to, body, purpose: "transactional" },
});
const told = (trace: TraceEntry[], outcome: Simulation["end"]["outcome"] = "completed", milliTokens = 0) => ({
  definition,
  simulation: {
    ...{
      trace,
      happened: [],
      end: { outcome, reason: null, at: new Date("2026-05-04T10:00:00Z") },
      milliTokens,
    },
    byKind: { call_minute: 0, sms_sent: 0, email_sent: 0, workflow_execution: 0, ai_transcription: 0 },
  },
});
type Told = ReturnType<typeof told>;
const sms = entry("text", message("sms"));
const mail = entry("text", message("email"));

describe("a difference", () => {
  test.each<[string | null, Told, Told]>([
    [null, told([sms]), told([sms])],
    ["get SMS instead of email", told([mail]), told([sms])],
    ["get email more", told([sms]), told([sms, mail])],
    ["get 2 emails less", told([sms, mail, mail]), told([sms])],
    ["get nothing any more", told([sms]), told([])],
    ["get another text", told([sms]), told([entry("text", message("sms", "Good day"))])],
    ["reach another address", told([sms]), told([entry("text", message("sms", "Hello", "other"))])],
    ["get it later", told([sms]), told([{ ...sms, at: new Date("2026-05-05T10:00:00Z") }])],
    ["get it earlier", told([sms]), told([{ ...sms, at: new Date("2026-05-03T10:00:00Z") }])],
    ["do “Create task” as well", told([sms]), told([sms, entry("task")])],
    ["no longer do “Create task”", told([entry("task")]), told([])],
    ["do “Create note” instead of “Create task”", told([entry("task")]), told([entry("note")])],
    ["fail at “Text them”", told([sms]), told([entry("text", { status: "failed" })], "failed")],
    ["no longer fail", told([], "failed"), told([])],
    ["are not started", told([sms]), told([], "not_started")],
    ["are started, and were not before", told([], "not_started"), told([sms])],
    ["cost more, with the same effect", told([sms], "completed", 1), told([sms], "completed", 2)],
  ])("%s", (words, before, after) => {
    expect(compareSimulations(before, after)).toBe(words);
  });

  test("what the gate did not let out reaches nobody", () => {
    const skipped = { ...sms, gate: { verdict: "skip" as const, rule: "consent" as const, detail: "" } };
    expect(compareSimulations(told([sms]), told([skipped]))).toBe("get nothing any more");
    expect(compareSimulations(told([skipped]), told([skipped]))).toBeNull();
  });

  test("the end matters more than a message, a message more than what else is done", () => {
    const failed = told([entry("text", { status: "failed" }), entry("task")], "failed");
    expect(compareSimulations(told([mail]), failed)).toBe("fail at “Text them”");
    expect(compareSimulations(told([mail]), told([sms, entry("task")]))).toBe("get SMS instead of email");
  });
});
