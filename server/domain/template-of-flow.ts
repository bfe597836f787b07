import { connectionNeeds } from "./connection-needs";
import type { FlowDefinition } from "./flow";
import { type FlowTemplate, flowTemplateSchema, type TemplateCategory } from "./flow-template";
import { flowReferences } from "./references";
import { slugFromName } from "./slug";
import { startPayload, startTypes } from "./start-event";
import { flowSummary } from "./summary";
import type { TemplateQuestion } from "./template-question";

export type TemplateWords = {
  name: string;
  description: string;
  category: TemplateCategory;
  questions: TemplateQuestion[];
};

/** A flow as a template: what it needs and how its event looks are read from the flow. */
export function templateOfFlow(
  definition: FlowDefinition,
  { name, description, category, questions }: TemplateWords,
): FlowTemplate {
  return flowTemplateSchema.parse({
    slug: slugFromName(name),
    name,
    description: description || flowSummary(definition),
    ...{ category, questions },
    needs: { connections: connectionNeeds(definition), fields: fieldsOf(definition) },
    samples: samplesOf(definition),
    outcome: "",
    document: JSON.parse(JSON.stringify(definition)),
  });
}

/** Fields of the event and of the contact that the flow reads, in words. */
function fieldsOf(definition: FlowDefinition): string[] {
  const stepIds = new Set(definition.steps.map(({ id }) => id));
  const fields = flowReferences(definition).flatMap(({ kind, value }) => {
    const [first = "", second = ""] = value.split(".");
    if (kind !== "field" || stepIds.has(first) || NOT_EVENT.has(first)) return [];
    if (first === "contact") return second === "" ? [] : [`contact's ${second.replaceAll("_", " ")}`];
    return /^\w+$/.test(first) ? [first.replaceAll("_", " ")] : [];
  });
  return [...new Set(fields)].slice(0, MOST_FIELDS);
}

const NOT_EVENT = new Set(["steps", "variables", "now", "item", "loop", "error", "workspace", "run"]);
const MOST_FIELDS = 30;

function samplesOf({ trigger }: FlowDefinition): FlowTemplate["samples"] {
  const { shared, own } = startTypes(trigger);
  return [...shared, ...own].slice(0, MOST_SAMPLES).map((type) => ({
    ...{ name: "Sample event", type },
    payload: JSON.parse(JSON.stringify(startPayload(trigger, type))),
  }));
}

const MOST_SAMPLES = 20;
