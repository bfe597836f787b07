import { eventSample } from "@/server/domain/event-catalogue";
import { canonicalEventType } from "@/server/domain/event-type";
import type { Step } from "@/server/domain/step";

/** What a step gives out, as far as one can tell before it ever ran. Undefined: nothing that one would refer to. */
export function sampleOutput(step: Step, actionSample: (step: Step) => unknown): unknown {
  switch (step.type) {
    case "action":
      return actionSample(step);
    case "condition":
      return { result: true };
    case "branch":
      return { case: step.cases[0]?.name ?? step.cases[0]?.id ?? null };
    case "wait_for_event": {
      const type = canonicalEventType(step.event_types[0] ?? "");
      return { event_type: type, ...eventSample(type) };
    }
    case "set_variables":
      return step.variables;
    case "for_each":
      return { total: 1, succeeded: 1, failed: 0, results: [] };
    case "sub_flow":
      return { run_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11", status: "completed", output: {} };
    case "delay":
    case "parallel":
    case "join":
    case "approval":
    case "code":
    case "end":
      return undefined;
  }
}
