import { actionInWords } from "./action-words";
import { conditionInWords, listInWords } from "./condition-words";
import { cronInWords } from "./cron-words";
import type { Duration } from "./duration";
import { eventWords } from "./event-catalogue";
import { canonicalEventType } from "./event-type";
import type { FlowDefinition, FlowTrigger } from "./flow";
import { type FlowGraph, flowGraph, TRIGGER } from "./flow-graph";
import { END } from "./flow-limits";
import { mainOutlet } from "./outlets";
import type { Step } from "./step";

const MOST_STEPS = 6;

/**
 * A flow in one sentence, from its definition: "When a customer is created, if country is US, send a welcome email, then
 * create a contact." For lists, and for those who cannot see the canvas. The usual way is followed; of a long flow only
 * the beginning is told.
 */
export function flowSummary(definition: FlowDefinition): string {
  const graph = flowGraph(definition);
  const entry = graph.edgesFrom(TRIGGER)[0]?.to ?? END;
  const told = tell(graph, entry, { told: new Set() });
  const beginning = `${triggerInWords(definition.trigger)}${definition.trigger.type !== "manual" && "filter" in definition.trigger && definition.trigger.filter ? ` and ${conditionInWords(definition.trigger.filter, true)}` : ""}`;
  return told === "" ? `${beginning}, nothing happens yet.` : `${beginning}, ${told}.`;
}

export function triggerInWords(trigger: FlowTrigger): string {
  switch (trigger.type) {
    case "event":
      return `When ${listInWords(
        trigger.event_types.map((type) => eventWords(canonicalEventType(type))),
        "or",
      )}`;
    case "webhook":
      return "When its web address is called";
    case "schedule":
      return `${cronInWords(trigger.cron)} (${trigger.timezone})`;
    case "manual":
      return "When someone starts it";
  }
}

type Telling = { told: Set<string> };

function tell(graph: FlowGraph, from: string, telling: Telling): string {
  const parts: string[] = [];
  for (let id = from; id !== END && !telling.told.has(id); ) {
    const step = graph.node(id)?.step;
    if (!step) break;
    if (telling.told.size >= MOST_STEPS) {
      parts.push("and so on");
      break;
    }
    telling.told.add(id);
    const target = (outlet: string | undefined) =>
      graph.edgesFrom(step.id).find((edge) => edge.outlet === outlet && !edge.broken && !edge.nextItem)?.to ??
      END;
    if (step.type === "condition") {
      parts.push(conditional(graph, step, target, telling));
      break;
    }
    parts.push(stepInWords(step, (start) => tell(graph, start, telling)));
    id = target(mainOutlet(step));
  }
  return parts.filter(Boolean).join(", then ").replace(", then and so on", " and so on");
}

function conditional(
  graph: FlowGraph,
  step: Extract<Step, { type: "condition" }>,
  target: (outlet: string) => string,
  telling: Telling,
): string {
  const [yes, no] = [target("true"), target("false")];
  const ifSo = tell(graph, yes, telling);
  const otherwise = yes === no ? "" : tell(graph, no, telling);
  const question = conditionInWords(step.condition);
  if (!ifSo) return otherwise ? `unless ${question}, ${otherwise}` : `check whether ${question}`;
  return `if ${question}, ${ifSo}${otherwise ? `; otherwise ${otherwise}` : ""}`;
}

/** What a step does, without its subject: "wait 2 hours". `body`: the sentence of a loop's body. */
function stepInWords(step: Step, body: (start: string) => string): string {
  switch (step.type) {
    case "action":
      return actionInWords(step.action_id);
    case "condition":
      return `check whether ${conditionInWords(step.condition)}`;
    case "delay":
      return step.for
        ? `wait ${durationInWords(step.for)}`
        : step.next
          ? `wait until ${step.next.time}`
          : "wait until a certain time";
    case "wait_for_event":
      return `wait until ${listInWords(
        step.event_types.map((type) => eventWords(canonicalEventType(type))),
        "or",
      )}`;
    case "branch":
      return `choose one of ${step.cases.length + 1} ways`;
    case "parallel":
      return `do ${step.branches.length} things at once`;
    case "join":
      return step.mode === "all" ? "wait for all branches" : "go on with the first branch";
    case "for_each":
      return `for each item ${body(step.body) || "do nothing yet"}`;
    case "approval":
      return "ask for approval";
    case "sub_flow":
      return "run another flow";
    case "set_variables":
      return `set ${listInWords(Object.keys(step.variables), "and") || "variables"}`;
    case "code":
      return "run code";
    case "end":
      return step.outcome === "failed" ? "end as failed" : "end";
  }
}

function durationInWords({ value, unit }: Duration): string {
  const amount = String(value);
  if (amount.includes("{{")) return `some ${unit}`;
  return `${amount} ${amount === "1" ? unit.slice(0, -1) : unit}`;
}
