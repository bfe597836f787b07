import type * as z from "zod";
import type { FlowProblem } from "./problem";
import { quotedStep } from "./quoted-step";

type Issue = z.core.$ZodIssue;

/** What zod found in a flow document, per step and in plain words. `document` is what was parsed. */
export function schemaProblems(issues: readonly Issue[], document: Record<string, unknown>): FlowProblem[] {
  return issues.flatMap((issue) => deepest(issue)).map(({ issue, path }) => toProblem(issue, path, document));
}

type Placed = { issue: Issue; path: PropertyKey[] };

/** Of a union's branches the one that was most likely meant: the one with the least missing from it. */
function deepest(issue: Issue, before: PropertyKey[] = []): Placed[] {
  const path = [...before, ...issue.path];
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [{ issue, path }];
  const branches = issue.errors.map((errors) => errors.flatMap((inner) => deepest(inner, path)));
  return branches.reduce((best, branch) => (penalty(branch) < penalty(best) ? branch : best));
}

const penalty = (branch: Placed[]): number =>
  branch.reduce((sum, { issue }) => sum + (issue.code === "invalid_type" ? 3 : 1), 0);

function toProblem(issue: Issue, path: PropertyKey[], document: Record<string, unknown>): FlowProblem {
  const [list, index, ...inside] = path;
  const steps =
    typeof list === "string" && (list === "steps" || list === "error_handlers") ? document[list] : null;
  const step: unknown = Array.isArray(steps) && typeof index === "number" ? steps[index] : null;
  const value = at(document, path);
  if (!isStep(step)) {
    const field = path.map(String).join(".");
    return { stepId: null, field, message: `“${field || "flow"}” ${words(issue, value)}.` };
  }
  const field = inside.map(String).join(".");
  const named = { id: step.id, name: typeof step.name === "string" ? step.name : undefined };
  return {
    stepId: step.id,
    field,
    message: `Step ${quotedStep(named)}: “${field || "step"}” ${words(issue, value)}.`,
  };
}

const isStep = (value: unknown): value is { id: string; name?: unknown } =>
  typeof value === "object" && value !== null && "id" in value && typeof value.id === "string";

function words(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return value === undefined || value === null
        ? "is missing"
        : `must be ${KINDS[issue.expected] ?? issue.expected}, not ${shown(value)}`;
    case "invalid_value":
      return `must be ${oneOf(issue.values)}, not ${shown(value)}`;
    case "too_big":
      return `is more than ${count(issue.maximum, issue.origin)}; that is the limit`;
    case "too_small":
      return issue.origin === "string"
        ? "must not be empty"
        : `must be at least ${count(issue.minimum, issue.origin)}`;
    case "invalid_union":
      return issue.discriminator
        ? `must be ${"options" in issue && Array.isArray(issue.options) ? oneOf(issue.options) : "a known kind"}, not ${shown(value)}`
        : `cannot be ${shown(value)}`;
    default:
      return `is not right: ${issue.message}`;
  }
}

const KINDS: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

const count = (limit: number | bigint, origin: string): string =>
  origin === "string"
    ? `${limit} characters`
    : origin === "array" || origin === "set"
      ? `${limit} entries`
      : `${limit}`;

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? shown(values[0]) : `one of ${values.map((value) => String(value)).join(", ")}`;

function shown(value: unknown): string {
  if (value === undefined || value === null) return "empty";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null
        ? Object.getOwnPropertyDescriptor(inner, key)?.value
        : undefined,
    value,
  );
}
