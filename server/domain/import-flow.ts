/**
 * Reads a flow from JSON of any form it is written in: canonical, with `plugin_id`/`action_id` and explicit targets, or
 * the simplified one (`trigger_event`, `flow_definition.steps`, `action_type` + `payload_template`). Never throws; every
 * problem names the step and the field. Importing what was exported gives the same definition.
 */
import type * as z from "zod";
import { type FlowDefinition, type FlowStatus, flowDefinitionSchema, flowStatusSchema, LIMITS } from "./flow";
import { normaliseStep } from "./normalise-step";

export type ImportProblem = { stepId: string | null; field: string; message: string };

export type ImportedFlow = {
  externalId: string | null;
  name: string;
  description: string;
  status: FlowStatus | null;
  definition: FlowDefinition;
};

export type ImportResult = { ok: true; flow: ImportedFlow } | { ok: false; problems: ImportProblem[] };

/** Words of the REST paths beside `/:id`. */
const RESERVED_IDS = new Set(["create", "templates"]);

export function importFlow(json: unknown): ImportResult {
  if (!isRecord(json)) return refuse("", "A flow is a JSON object with a trigger and steps");
  const inner = record(json.definition) ?? record(json.flow_definition) ?? json;
  const problems = [...headProblems(json), ...sizeProblems(json, inner)];
  if (problems.length > 0) return { ok: false, problems };

  const simplified = "trigger_event" in json || "flow_definition" in json;
  const steps = list(inner.steps).map((step) => normaliseStep(step, simplified));
  const handlers = list(inner.error_handlers ?? json.error_handlers).map((step) =>
    normaliseStep(step, false),
  );
  const parsed = flowDefinitionSchema.safeParse({
    schema: inner.schema,
    trigger: triggerOf(json, inner),
    steps,
    error_handlers: handlers,
    variables: inner.variables ?? json.variables ?? undefined,
    settings: inner.settings ?? json.settings ?? undefined,
    layout: inner.layout ?? json.layout ?? undefined,
  });
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.map((issue) => problemOf(issue, steps, handlers)) };
  return {
    ok: true,
    flow: {
      externalId: text(json.id) ?? text(json.external_id) ?? null,
      name: text(json.name) ?? "Untitled flow",
      description: text(json.description) ?? "",
      status: statusOf(json),
      definition: parsed.data,
    },
  };
}

/** The JSON that people exchange: what `importFlow` reads, in canonical form. */
export function exportFlow(
  flow: Pick<ImportedFlow, "externalId" | "name" | "description" | "definition">,
): Record<string, unknown> {
  const { externalId, name, description, definition } = flow;
  return { ...(externalId && { id: externalId }), name, description, ...definition };
}

function headProblems(json: Record<string, unknown>): ImportProblem[] {
  const problems: ImportProblem[] = [];
  const complain = (field: string, message: string) => problems.push({ stepId: null, field, message });
  const id = json.id ?? json.external_id;
  if (id !== undefined && id !== null && (typeof id !== "string" || id.length === 0 || id.length > 200))
    complain("id", "An id is text of 1 to 200 characters");
  if (typeof id === "string" && RESERVED_IDS.has(id))
    complain("id", `“${id}” is a reserved word. Choose another id.`);
  if (json.name !== undefined && (typeof json.name !== "string" || json.name.length > 255))
    complain("name", "A name is text of up to 255 characters");
  if (json.status !== undefined && !flowStatusSchema.safeParse(json.status).success)
    complain("status", "A status is draft, active, paused or archived");
  return problems;
}

function sizeProblems(json: unknown, inner: Record<string, unknown>): ImportProblem[] {
  const problems: ImportProblem[] = [];
  if (new TextEncoder().encode(JSON.stringify(json)).length > LIMITS.definitionBytes) {
    problems.push({
      stepId: null,
      field: "definition",
      message: "A flow may be 256 KB at most. Move long texts into message templates, or split the flow.",
    });
  }
  if (!Array.isArray(inner.steps))
    problems.push({ stepId: null, field: "steps", message: "A flow has a list of steps" });
  else if (inner.steps.length > LIMITS.steps)
    problems.push({
      stepId: null,
      field: "steps",
      message: `A flow has ${LIMITS.steps} steps at most; this one has ${inner.steps.length}. Move part of it to another flow.`,
    });
  return problems;
}

function triggerOf(json: Record<string, unknown>, inner: Record<string, unknown>): unknown {
  const trigger = inner.trigger ?? json.trigger;
  if (trigger === undefined && typeof json.trigger_event === "string")
    return { type: "event", event_types: [json.trigger_event] };
  if (!isRecord(trigger)) return trigger;
  const { event_type, plugin_id, ...rest } = trigger;
  return {
    ...rest,
    ...(typeof event_type === "string" && !("event_types" in rest) && { event_types: [event_type] }),
    ...(plugin_id !== null && plugin_id !== undefined && { plugin_id }),
  };
}

const statusOf = (json: Record<string, unknown>): FlowStatus | null =>
  flowStatusSchema.safeParse(json.status).data ?? null;

function problemOf(issue: z.core.$ZodIssue, steps: unknown[], handlers: unknown[]): ImportProblem {
  const [part, index, ...rest] = issue.path;
  const from = part === "steps" ? steps : part === "error_handlers" ? handlers : null;
  if (!from || typeof index !== "number")
    return { stepId: null, field: issue.path.join("."), message: wordsOf(issue) };
  const step = record(from[index]);
  return {
    stepId: text(step?.id) ?? `${String(part)}[${index}]`,
    field: rest.join("."),
    message: wordsOf(issue, step),
  };
}

function wordsOf(issue: z.core.$ZodIssue, step?: Record<string, unknown> | null): string {
  const last = issue.path.at(-1);
  if (issue.code === "invalid_union" && last === "type" && step)
    return `“${String(step.type)}” is not a kind of step that Baton knows`;
  if (issue.code === "invalid_union" && last === "type")
    return "A trigger is an event, a webhook, a schedule or manual";
  if (issue.code === "invalid_union" && last === "condition")
    return "A condition needs a field and an operator, or a group: { and: […] } or { or: […] }";
  if (issue.code === "invalid_type" && issue.input === undefined)
    return issue.message.includes("undefined") ? "is missing" : issue.message;
  return issue.message;
}

const refuse = (field: string, message: string): ImportResult => ({
  ok: false,
  problems: [{ stepId: null, field, message }],
});
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const record = (value: unknown): Record<string, unknown> | null => (isRecord(value) ? value : null);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | null =>
  typeof value === "string" && value.length > 0 ? value : null;
