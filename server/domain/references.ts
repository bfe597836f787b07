import type { Condition } from "./condition";
import { splitPath } from "./data-scope";
import { canonicalEventType } from "./event-type";
import type { FlowDefinition } from "./flow";
import { flowTexts } from "./flow-texts";
import type { Step } from "./step";
import { templateReferences } from "./template-references";
import { isTemplate } from "./template-source";

export const referenceKinds = [
  "field",
  "connection",
  "template",
  "flow",
  "tag",
  "owner",
  "pool",
  "event",
] as const;
export type ReferenceKind = (typeof referenceKinds)[number];

/** One place of a flow that names something outside of it, or a field of its data. */
export type FlowReference = {
  kind: ReferenceKind;
  /** A field's path without “trigger.”, the id or name of anything else as it is written. */
  value: string;
  /** As it is written. */
  path: string;
  stepId: string | null;
  field: string;
  /** The text it stands in. */
  text: string;
};

const known = new WeakMap<FlowDefinition, readonly FlowReference[]>();

/** Everything that a definition refers to, in the order in which it stands there. Read once per definition. */
export function flowReferences(definition: FlowDefinition): readonly FlowReference[] {
  const references = known.get(definition) ?? read(definition);
  known.set(definition, references);
  return references;
}

function read(definition: FlowDefinition): FlowReference[] {
  const found: FlowReference[] = [];
  const add = (kind: ReferenceKind, path: string, stepId: string | null, field: string, text = path) => {
    if (path.trim() === "") return;
    const value = kind === "field" ? plainField(path) : kind === "event" ? canonicalEventType(path) : path;
    found.push({ kind, value, path, stepId, field, text });
  };
  for (const place of flowTexts(definition)) {
    for (const { path } of templateReferences(place.text))
      add("field", path, place.stepId, place.field, place.text);
  }
  const ask = (condition: Condition | undefined, stepId: string | null, field: string) => {
    for (const rule of rulesIn(condition, field)) {
      const { field: path, operator, value } = rule.rule;
      if (isTemplate(path)) continue;
      const text = [path, operator, value === undefined ? "" : JSON.stringify(value)].join(" ").trim();
      add("field", path, stepId, `${rule.field}.field`, text);
      if (TAGS.test(path))
        for (const tag of namesIn(value)) add("tag", tag, stepId, `${rule.field}.value`, text);
    }
  };
  const { trigger, settings } = definition;
  if (trigger.type === "event" || trigger.type === "webhook") ask(trigger.filter, null, "trigger.filter");
  if (trigger.type === "event")
    for (const [index, type] of trigger.event_types.entries())
      add("event", type, null, `trigger.event_types.${index}`);
  for (const [index, exit] of settings.exit_conditions.entries()) {
    const field = `settings.exit_conditions.${index}`;
    for (const type of exit.event_types) add("event", type, null, `${field}.event_types`);
    ask(exit.filter, null, `${field}.filter`);
  }
  for (const step of [...definition.steps, ...definition.error_handlers]) {
    for (const { kind, value, field } of namedBy(step)) add(kind, value, step.id, field);
    if (step.type === "condition") ask(step.condition, step.id, "condition");
    if (step.type === "branch")
      for (const [index, one] of step.cases.entries())
        ask(one.condition, step.id, `cases.${index}.condition`);
  }
  return found;
}

/** `trigger.email` and `email` are the same field. */
const plainField = (path: string): string => path.trim().replace(/^trigger\.(?=.)/, "");

/** Whether a path reads a field or something inside it. */
export function readsField(path: string, field: string): boolean {
  const [parts, wanted] = [splitPath(plainField(path)), splitPath(plainField(field))];
  return wanted.every((part, index) => parts[index] === part);
}

type Rule = Extract<Condition, { field: string }>;

export function rulesIn(condition: Condition | undefined, field: string): { rule: Rule; field: string }[] {
  if (!condition || "condition_id" in condition) return [];
  if ("and" in condition) return condition.and.flatMap((part, at) => rulesIn(part, `${field}.and.${at}`));
  if ("or" in condition) return condition.or.flatMap((part, at) => rulesIn(part, `${field}.or.${at}`));
  return [{ rule: condition, field }];
}

const TAGS = /(?:^|\.)tags$/;

type Named = { kind: ReferenceKind; value: string; field: string };

function namedBy(step: Step): Named[] {
  switch (step.type) {
    case "wait_for_event":
      return step.event_types.map((type, index) => ({
        ...{ kind: "event", value: type, field: `event_types.${index}` },
      }));
    case "sub_flow":
      return [{ kind: "flow", value: step.flow_id, field: "flow_id" }];
    case "approval":
      return step.approvers.user_ids.map((value, index) => ({
        ...{ kind: "owner", value, field: `approvers.user_ids.${index}` },
      }));
    case "action": {
      const connection: Named[] = step.connection_id
        ? [{ kind: "connection", value: step.connection_id, field: "connection_id" }]
        : [];
      // What a plugin calls a tag or an owner is its own affair.
      if (step.plugin_id && step.plugin_id !== "platform") return connection;
      return [
        ...connection,
        ...Object.entries(step.config).flatMap(([key, value]) => {
          const kind = Object.hasOwn(CONFIG, key) ? CONFIG[key] : undefined;
          if (!kind) return [];
          const names = kind === "tag" ? namesIn(value) : typeof value === "string" ? [value] : [];
          return names
            .filter((name) => !isTemplate(name))
            .map((name): Named => ({ kind, value: name, field: `config.${key}` }));
        }),
      ];
    }
    default:
      return [];
  }
}

/** Inputs of Baton's own actions that name something of the workspace. */
const CONFIG: Record<string, ReferenceKind> = {
  ...{ tag: "tag", tags: "tag" },
  ...{ owner: "owner", owner_id: "owner", owner_email: "owner", assignee: "owner", assigned_to: "owner" },
  ...{ pool: "pool", pool_id: "pool", pool_name: "pool" },
  ...{ template: "template", flow: "flow", flow_id: "flow" },
};

/** A list of words, or a text with commas. */
function namesIn(value: unknown): string[] {
  const list = Array.isArray(value) ? value : typeof value === "string" ? value.split(/[,;]/) : [];
  return list.flatMap((name) => (typeof name === "string" && name.trim() !== "" ? [name.trim()] : []));
}
