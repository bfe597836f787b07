import { flowDefinitionSchema } from "@/server/domain/flow";
import { defaultSendingRules } from "@/server/domain/sending-rules";
import { simulate as dryRun } from "@/server/domain/simulate/simulate";
import type { SimulationWorld } from "@/server/domain/simulate/simulation";
import { usualActions } from "@/server/plugins/simulated-actions";
import { below, spreadOf, spreadText } from "../figures";
import type { Phase } from "../phase";

const ROUNDS = 300;
const STEPS = 40;

/** The longest dry run that somebody waits for: a month of messages, waits and decisions, on a virtual clock. */
export const simulate: Phase = {
  name: "simulate",
  title: `Dry run of a flow of 30 days and ${STEPS} steps, in one process`,
  alone: false,
  repeated: false,
  estimateSeconds: () => 5,
  async run() {
    const definition = monthOfSteps();
    const world: SimulationWorld = {
      ...{ timezone: "Europe/Berlin", rules: defaultSendingRules, action: usualActions("Bench") },
      flow: () => ({ problem: "There is no such flow." }),
      happenings: [
        {
          after: { value: 9, unit: "days" },
          kind: "event",
          type: "message.received",
          payload: { text: "yes" },
        },
      ],
      faults: [{ stepId: "s3", times: 2, error: { code: "busy", message: "busy", retryable: true } }],
    };
    const at = new Date("2026-03-10T09:00:00Z");
    const payload = { email: "john@example.com", phone: "+14155550100", name: "John Doe", items: ["a", "b"] };
    const start = { event: { type: "lead.created", payload }, at, contact: null };
    const first = performance.now();
    const { trace, end } = dryRun(definition, start, world);
    const cold = performance.now() - first;
    const days = Math.round((end.at.getTime() - at.getTime()) / 86_400_000);
    if (end.outcome !== "completed" || days < 30)
      throw new Error(`it ended after ${days} days: ${end.outcome}`);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const begun = performance.now();
      // As after an edit: nothing that was worked out of the definition before is known.
      dryRun(structuredClone(definition), start, world);
      times.push(performance.now() - begun);
    }
    const spread = spreadOf("dry runs", times);
    return {
      figures: { cold, spread, records: trace.length, days },
      rows: [
        ["dry run", spreadText(spread)],
        ["the first in a process", `${Math.round(cold)} ms`],
        ["what it tells", `${trace.length} records over ${days} days`],
      ],
      aims: [below("dry run, p99", spread.p99, 50)],
    };
  },
};

/** Ten rounds of four: a message, a decision, a wait and a rest of three days. */
function monthOfSteps() {
  const round = (index: number) => {
    const id = (place: number) => `s${index * 4 + place}`;
    const next = index === STEPS / 4 - 1 ? "end" : id(4);
    return [
      {
        ...{ id: id(0), type: "action", action_id: index % 2 ? "send_email" : "send_sms" },
        config: {
          to: index % 2 ? "{{trigger.email}}" : "{{trigger.phone}}",
          subject: "Day {{now}}",
          body: TEXT,
          message: TEXT,
        },
      },
      {
        id: id(1),
        type: "condition",
        condition: { field: "trigger.name", operator: "exists" },
        on_false: next,
      },
      {
        ...{ id: id(2), type: "wait_for_event", event_types: ["message.received"] },
        timeout: { value: 2, unit: "hours" },
      },
      index % 5 === 0
        ? { id: id(3), type: "action", action_id: "create_task", config: { title: "Call {{trigger.name}}" } }
        : { id: id(3), type: "delay", for: { value: 4, unit: "days" } },
    ];
  };
  return flowDefinitionSchema.parse({
    trigger: { type: "event", event_types: ["lead.created"] },
    steps: Array.from({ length: STEPS / 4 }, (_, index) => round(index)).flat(),
  });
}

const TEXT = "Hello {{trigger.name}}, this is about {{trigger.items | join: ', '}}. {{unsubscribe_url}}";
