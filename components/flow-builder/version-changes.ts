import type { FlowDefinition } from "@/server/domain/flow";
import { sameValue } from "@/server/domain/same-value";
import type { Step } from "@/server/domain/step";
import { sentenceCase, stepTitle } from "@/server/domain/step-title";

/** What one definition does differently than another, in words. Where boxes stand does not matter. */
export function versionChanges(before: FlowDefinition, after: FlowDefinition): string[] {
  const [old, now] = [stepsOf(before), stepsOf(after)];
  return [
    ...(sameValue(before.trigger, after.trigger) ? [] : [triggerWords(before, after)]),
    ...[...now].flatMap(([id, step]) => (old.has(id) ? [] : [`“${stepTitle(step)}” is new`])),
    ...[...old].flatMap(([id, step]) => (now.has(id) ? [] : [`“${stepTitle(step)}” is gone`])),
    ...[...now].flatMap(([id, step]) => changedWords(old.get(id), step)),
    ...orderWords([...old.keys()], [...now.keys()]),
    ...fieldWords("Settings", before.settings, after.settings),
    ...fieldWords("Variables", before.variables, after.variables),
  ];
}

const stepsOf = ({ steps, error_handlers }: FlowDefinition): ReadonlyMap<string, Step> =>
  new Map([...steps, ...error_handlers].map((step) => [step.id, step]));

function triggerWords({ trigger: before }: FlowDefinition, { trigger: after }: FlowDefinition): string {
  if (before.type !== after.type)
    return `It starts by ${STARTS[after.type]}, no longer by ${STARTS[before.type]}`;
  return `What starts it changed: ${changedFields(before, after).join(", ")}`;
}

const STARTS = { event: "events", webhook: "its webhook", schedule: "schedule", manual: "hand" } as const;

function changedWords(before: Step | undefined, after: Step): string[] {
  if (!before || sameValue(before, after)) return [];
  const fields = changedFields(before, after).filter((field) => field !== "id");
  return [`“${stepTitle(after)}” changed: ${fields.join(", ")}`];
}

function fieldWords(title: string, before: object, after: object): string[] {
  const fields = changedFields(before, after);
  return fields.length > 0 ? [`${title} changed: ${fields.join(", ")}`] : [];
}

/** Of a config its own fields, each once. */
function changedFields(before: object, after: object): string[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return names
    .filter((name) => !sameValue(old.get(name), now.get(name)))
    .map((name) => sentenceCase(name).toLowerCase());
}

function fieldsOf(value: object): ReadonlyMap<string, unknown> {
  const entries = Object.entries(value);
  const ways = Object.fromEntries(entries.filter(([name]) => WAYS.test(name)));
  return new Map([
    ...entries.flatMap<[string, unknown]>(([name, inner]) => {
      if (WAYS.test(name)) return [];
      return name === "config" && typeof inner === "object" && inner !== null
        ? Object.entries(inner)
        : [[name, inner]];
    }),
    ["where it leads", ways],
  ]);
}

const WAYS = /^on_(success|error|true|false|event|timeout|default|approved|rejected)$/;

/** Steps without targets go on with the next in the list: so their order says something. */
function orderWords(before: string[], after: string[]): string[] {
  const kept = (list: string[], other: string[]) => list.filter((id) => other.includes(id));
  return sameValue(kept(before, after), kept(after, before)) ? [] : ["The order of steps changed"];
}
