import { type DataScope, dataScope, type LoopView, readPath } from "@/server/domain/data-scope";
import { failuresBefore } from "@/server/domain/failures-before";
import type { FlowDefinition } from "@/server/domain/flow";
import { flowGraph } from "@/server/domain/flow-graph";
import type { Step } from "@/server/domain/step";
import { stepTitle } from "@/server/domain/step-title";
import { stepsBefore } from "@/server/domain/steps-before";
import { plainReference } from "@/server/domain/template-source";
import { isObject } from "../json-value";
import { childrenOf, type DataNode, valueNode } from "./data-node";

/** A sample event, as previews read it. */
export type SampleEvent = { type: string; payload: Record<string, unknown> };

/** All that what a step can refer to depends on. */
export type DataSources = {
  sample: SampleEvent;
  /** The steps that may have run before, the nearest first. */
  before: readonly Step[];
  /** Loops around the step, the outermost first. */
  loops: readonly Step[];
  /** It is an error handler, or behind the error outlet of another step. */
  seesError: boolean;
  variables: FlowDefinition["variables"];
  /** What a step gave out in the last test, or what it would. */
  outputOf: (step: Step) => unknown;
  timezone: string;
  now: Date;
};

/** What a step can refer to: as a tree to choose from, and as the scope in which its texts are previewed. */
export type RunData = { tree: readonly DataNode[]; scope: DataScope };

export function runData(sources: DataSources): RunData {
  const { sample, before, seesError, now, timezone } = sources;
  const outputs = before.map((step) => ({ step, output: sources.outputOf(step) }));
  const steps = Object.fromEntries(
    outputs.flatMap(({ step, output }) => (output === undefined ? [] : [[step.id, { output }]])),
  );
  const contact = sampleContact(sample.payload, timezone);
  const error = seesError ? SAMPLE_ERROR : null;
  const outside = { trigger: sample.payload, steps, contact, error, now, timezone };
  const variables = variablesAt(sources, dataScope({ ...outside, variables: sources.variables }));
  const loop = loopAt(sources.loops, dataScope({ ...outside, variables }));
  const scope = dataScope({ ...outside, variables, loop });
  return { scope, tree: treeOf(sources, { outputs, contact, variables, loop, error }) };
}

/** The steps whose output a step may read, the nearest first. */
export function sourcesBefore(
  definition: FlowDefinition,
  stepId: string,
): Pick<DataSources, "before" | "loops" | "seesError"> {
  const graph = flowGraph(definition);
  const ids = stepsBefore(definition, stepId);
  const loops: Step[] = [];
  for (let id = graph.node(stepId)?.loop; id; id = graph.node(id)?.loop) {
    const step = graph.node(id)?.step;
    if (step) loops.unshift(step);
  }
  const around = new Set(loops.map(({ id }) => id));
  const before = [...definition.steps, ...definition.error_handlers].filter((step) => {
    const loop = graph.node(step.id)?.loop ?? null;
    return ids.has(step.id) && !around.has(step.id) && (loop === null || around.has(loop));
  });
  return {
    before: before.reverse(),
    loops,
    seesError: graph.node(stepId)?.kind === "handler" || failuresBefore(definition, stepId).size > 0,
  };
}

/** The tree and scope of an event alone: filters, exits, what a wait expects. */
export function eventData(sample: SampleEvent, now: Date, timezone: string): RunData {
  const scope = dataScope({
    ...{ trigger: sample.payload, steps: {}, variables: {}, contact: null, error: null },
    now,
    timezone,
  });
  return {
    scope,
    tree: [{ ...heading("trigger", "Event", sample.payload), path: null, note: sample.type }],
  };
}

type Known = {
  outputs: readonly { step: Step; output: unknown }[];
  contact: Record<string, unknown>;
  variables: Record<string, unknown>;
  loop: LoopView | null;
  error: Record<string, unknown> | null;
};

function treeOf({ sample, now }: DataSources, known: Known): DataNode[] {
  const { loop, error, outputs, contact, variables } = known;
  return [
    ...(loop ? [loopNode(loop)] : []),
    ...(error ? [heading("error", "Error", error)] : []),
    { ...heading("trigger", "Trigger", sample.payload), note: sample.type },
    ...outputs.flatMap(({ step, output }) => stepNode(step, output)),
    heading("contact", "Contact", contact),
    ...(Object.keys(variables).length > 0 ? [heading("variables", "Variables", variables)] : []),
    timeNode(now),
  ];
}

const heading = (path: string, label: string, value: unknown): DataNode => valueNode(label, path, value);

function stepNode(step: Step, output: unknown): DataNode[] {
  if (output === undefined || step.type === "set_variables") return [];
  const path = /^[\w.-]+$/.test(step.id) ? `steps.${step.id}.output` : `steps["${step.id}"].output`;
  return [{ ...valueNode(stepTitle(step), path, output), note: step.id }];
}

function loopNode(loop: LoopView): DataNode {
  const { parent } = loop;
  return {
    ...{ id: "loop", label: "This item", path: null, kind: "object", value: null },
    children: [
      valueNode("item", "item", loop.item),
      valueNode("index (from 0)", "index", loop.index),
      valueNode("number (from 1)", "loop.number", loop.number),
      valueNode("total", "loop.total", loop.total),
      ...(parent ? [valueNode("item of the loop around", "loop.parent.item", parent.item)] : []),
    ],
  };
}

function timeNode(now: Date): DataNode {
  const after = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
  return {
    ...{ id: "time", label: "Time", path: null, kind: "object", value: null },
    children: [
      valueNode("now", "now", now.toISOString()),
      valueNode("in a day", "now + 1 day", after(1)),
      valueNode("in 3 days", "now + 3 days", after(3)),
      valueNode("in a week", "now + 1 week", after(7)),
      valueNode("today", 'now | date: "%Y-%m-%d"', now.toISOString().slice(0, 10)),
    ],
  };
}

/** Variables as the steps before have set them, as far as they say it plainly. */
function variablesAt(
  { before, variables, outputOf }: DataSources,
  scope: DataScope,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...variables };
  for (const step of [...before].reverse()) {
    const output = step.type === "set_variables" ? outputOf(step) : null;
    if (isObject(output))
      for (const [name, value] of Object.entries(output)) result[name] = plainly(value, scope);
  }
  return result;
}

function loopAt(loops: readonly Step[], scope: DataScope): LoopView | null {
  let view: LoopView | null = null;
  for (const step of loops) {
    if (step.type !== "for_each") continue;
    const around: LoopView | null = view;
    const seen: Record<string, unknown> = around
      ? { ...scope.data, item: around.item, index: around.index, loop: around }
      : scope.data;
    const path = typeof step.items === "string" ? plainReference(step.items) : null;
    const items: unknown = path === null ? step.items : readPath(seen, path);
    const list: unknown[] = Array.isArray(items) ? items : [];
    view = { item: list[0] ?? null, index: 0, number: 1, total: Math.max(list.length, 1), parent: around };
  }
  return view;
}

function plainly(value: unknown, scope: DataScope): unknown {
  const path = typeof value === "string" ? plainReference(value) : null;
  return path === null ? value : (scope.lookup(path) ?? null);
}

/** The contact that the sample would find or make. */
function sampleContact(payload: Record<string, unknown>, timezone: string): Record<string, unknown> {
  const first = (...names: string[]) =>
    names.map((name) => payload[name]).find((value) => value !== undefined);
  const name = String(first("name", "customer_name") ?? "John Doe");
  const [first_name = "", ...rest] = name.split(" ");
  return {
    ...{ name, first_name, last_name: rest.join(" ") },
    email: first("email", "customer_email") ?? "john@example.com",
    phone: first("phone", "customer_phone") ?? "+14155550100",
    customer_id: first("customer_id", "external_id") ?? null,
    ...{ kind: "customer", status: first("status") ?? "new", lead_type: first("lead_type") ?? null },
    ...{ priority: null, score: first("score") ?? 0, tags: first("tags") ?? [], timezone },
    ...{ locale: first("locale") ?? "en", preferred_channel: null, last_sentiment: null, birthday: null },
    owner: { id: "", name: "Ada Lovelace", email: "ada@example.com" },
    consent: { email: "unknown", sms: "unknown", call: "unknown" },
    fields: {},
  };
}

const SAMPLE_ERROR = {
  ...{ code: "invalid_phone", message: "+1 555 is not a valid phone number." },
  ...{ retryable: false, step_id: "send_sms", run_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11" },
};

/** The value that a path leads to in a tree. */
export function findNode(nodes: readonly DataNode[], path: string): DataNode | null {
  for (const node of nodes) {
    if (node.path === path) return node;
    const found = findNode(node.children, path);
    if (found) return found;
  }
  return null;
}

export const payloadNodes = (payload: Record<string, unknown>): DataNode[] => childrenOf("", payload);
