import { type FlowDefinition, type FlowStatus, flowDefinitionSchema, flowStatusSchema } from "./flow";
import { LIMITS } from "./flow-limits";
import { isRecord } from "./import-condition";
import { importStep } from "./import-step";
import { importTrigger } from "./import-trigger";
import { limitProblems, tooManySteps } from "./limit-problems";
import type { FlowProblem } from "./problem";
import { schemaProblems } from "./schema-problems";
import { upcastDefinition } from "./upcast-definition";

export type ImportedFlow = {
  /** The id of the document, if it has one. */
  externalId: string | null;
  name: string;
  description: string;
  /** As the document says; null when it does not. */
  status: FlowStatus | null;
  definition: FlowDefinition;
};

export type ImportProblem = FlowProblem;
export type ImportResult = { ok: true; flow: ImportedFlow } | { ok: false; problems: ImportProblem[] };

/** Words of the REST paths beside `/:id`. */
const RESERVED_IDS = new Set(["create", "templates"]);

/**
 * Reads a flow document in any of its forms: ours, with the definition under `definition` or beside the name; and the
 * simplified one with `trigger_event` and `flow_definition`, whose steps go in order and whose conditions end the run
 * when they do not hold. Never throws. Importing what was exported gives the same flow.
 */
export function importFlow(json: unknown): ImportResult {
  try {
    return isRecord(json)
      ? read(json)
      : refuse("", "A flow is a JSON object with a name, a trigger and steps.");
  } catch {
    return refuse(
      "",
      "The document is nested too deeply, or refers to itself. Take out a level of conditions or lists.",
    );
  }
}

/** The JSON that people exchange. `importFlow` gives the same flow again. */
export function exportFlow(
  flow: Omit<ImportedFlow, "status"> & { status?: FlowStatus | null },
): Record<string, unknown> {
  const { externalId, name, description, status, definition } = flow;
  return {
    ...(externalId !== null && { id: externalId }),
    name,
    description,
    ...(status && { status }),
    ...definition,
  };
}

function read(json: Record<string, unknown>): ImportResult {
  const about = readAbout(json);
  const found = findDefinition(json);
  if (!found.ok) return { ok: false, problems: [...about.problems, ...found.problems] };
  const parsed = flowDefinitionSchema.safeParse(found.document);
  if (!parsed.success) {
    return {
      ok: false,
      problems: [...about.problems, ...schemaProblems(parsed.error.issues, found.document)],
    };
  }
  const problems = [...about.problems, ...limitProblems(parsed.data)];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, flow: { ...about.flow, definition: parsed.data } };
}

type Found = { ok: true; document: Record<string, unknown> } | { ok: false; problems: FlowProblem[] };

const PARTS = [
  "schema",
  "trigger",
  "trigger_event",
  "steps",
  "error_handlers",
  "variables",
  "settings",
  "layout",
];

function findDefinition(json: Record<string, unknown>): Found {
  const inner = json.definition ?? json.flow_definition;
  if (inner !== undefined && !isRecord(inner)) {
    return refuse("definition", "“definition” must be an object with a trigger and steps.");
  }
  const written: Record<string, unknown> = {};
  for (const key of PARTS) {
    const part = inner?.[key] ?? json[key];
    if (part !== undefined && part !== null) written[key] = part;
  }
  const upcast = upcastDefinition(written);
  if (!upcast.ok) return refuse("schema", upcast.message);

  const { trigger_event, steps, error_handlers, ...rest } = upcast.document;
  const trigger = importTrigger(rest.trigger, trigger_event);
  if (trigger === undefined) {
    return refuse(
      "trigger",
      'The flow has no trigger. Give it one, such as { "type": "manual" }, or a trigger_event.',
    );
  }
  if (!Array.isArray(steps)) return refuse("steps", "The flow has no list of steps.");
  if (steps.length > LIMITS.steps) return refuse("steps", tooManySteps(steps.length));
  const inOrder = json.flow_definition !== undefined || trigger_event !== undefined;
  const imported = (list: unknown[], from: number) =>
    list.map((step, index) => importStep(step, from + index, inOrder));
  return {
    ok: true,
    document: {
      ...rest,
      trigger,
      steps: imported(steps, 0),
      ...(error_handlers !== undefined && {
        error_handlers: Array.isArray(error_handlers)
          ? imported(error_handlers, steps.length)
          : error_handlers,
      }),
    },
  };
}

function readAbout(json: Record<string, unknown>): {
  flow: Omit<ImportedFlow, "definition">;
  problems: FlowProblem[];
} {
  const problems: FlowProblem[] = [];
  const text = (key: string, otherwise: string, longest: number): string => {
    const value = json[key];
    if (value === undefined || value === null) return otherwise;
    if (typeof value === "string" && value.length <= longest) return value.trim() === "" ? otherwise : value;
    problems.push({
      stepId: null,
      field: key,
      message: `“${key}” must be text of at most ${longest} characters.`,
    });
    return otherwise;
  };
  const id = json.id ?? json.external_id;
  const externalId =
    typeof id === "number" ? String(id) : typeof id === "string" && id.trim() ? id.trim() : null;
  if (id !== undefined && id !== null && (externalId === null || externalId.length > 200)) {
    problems.push({
      stepId: null,
      field: "id",
      message: "“id” must be text of 1 to 200 characters. Leave it out to have one made.",
    });
  }
  if (externalId !== null && RESERVED_IDS.has(externalId)) {
    problems.push({
      stepId: null,
      field: "id",
      message: `“${externalId}” is a reserved word. Choose another id.`,
    });
  }
  const status = flowStatusSchema.nullable().safeParse(json.status ?? null);
  if (!status.success) {
    problems.push({
      stepId: null,
      field: "status",
      message: `“status” must be one of ${flowStatusSchema.options.join(", ")}.`,
    });
  }
  const flow = {
    externalId,
    name: text("name", "Untitled flow", 255),
    description: text("description", "", 5_000),
    status: status.data ?? null,
  };
  return { flow, problems };
}

const refuse = (field: string, message: string) => ({
  ok: false as const,
  problems: [{ stepId: null, field, message }],
});
