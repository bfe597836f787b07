import * as z from "zod";

/** What a flow that others start by hand or as a sub-flow expects to be given: name → what it is. */
export const flowInputSchema = z.record(
  z.string().min(1).max(100),
  z.object({
    type: z.enum(["any", "text", "number", "boolean", "list", "object"]).default("any"),
    required: z.boolean().default(true),
    /** What it is, for whoever fills it in. */
    words: z.string().max(500).default(""),
  }),
);

export type FlowInput = z.infer<typeof flowInputSchema>;
export type InputProblem = { field: string; message: string };

/** The first thing that a given input lacks or has wrong; null when it fits. Fields that are not declared may be given. */
export function flowInputProblem(
  declared: FlowInput,
  given: Readonly<Record<string, unknown>>,
): InputProblem | null {
  for (const [field, { type, required, words }] of Object.entries(declared)) {
    const value = Object.hasOwn(given, field) ? given[field] : null;
    const named = words ? `“${field}” (${words})` : `“${field}”`;
    if (value === null || value === undefined || value === "") {
      if (required) return { field, message: `${named} is needed and was not given.` };
    } else if (type !== "any" && kindOf(value) !== type) {
      return { field, message: `${named} has to be ${WORDS[type]}, and is ${WORDS[kindOf(value)]}.` };
    }
  }
  return null;
}

type Kind = "text" | "number" | "boolean" | "list" | "object";

const WORDS: Record<Kind, string> = {
  text: "a text",
  number: "a number",
  boolean: "true or false",
  list: "a list",
  object: "an object",
};

function kindOf(value: unknown): Kind {
  if (Array.isArray(value)) return "list";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "object" ? "object" : "text";
}
