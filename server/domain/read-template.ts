import type { FlowDefinition } from "./flow";
import { type FlowTemplate, flowTemplateSchema } from "./flow-template";
import { isRecord } from "./import-condition";
import { importFlow } from "./import-flow";
import type { FlowProblem } from "./problem";
import { templateOfFlow } from "./template-of-flow";
import { valueAt } from "./template-places";

export type ReadTemplate =
  | { ok: true; template: FlowTemplate; definition: FlowDefinition }
  | { ok: false; problems: FlowProblem[] };

/** A template as it was exported, or any flow document, which then asks nothing. Never throws. */
export function readTemplate(json: unknown): ReadTemplate {
  if (!isRecord(json) || !isRecord(json.document)) return fromFlow(json);
  const parsed = flowTemplateSchema.safeParse(json);
  if (!parsed.success)
    return refuse(
      parsed.error.issues.map(({ path, message }) => ({ field: path.map(String).join("."), message })),
    );
  const { document, name, description } = parsed.data;
  const imported = importFlow({ name, description, ...document });
  if (!imported.ok) return imported;
  const { definition } = imported.flow;
  const lost = parsed.data.questions.flatMap(({ id, sets }) =>
    sets
      .filter((place) => valueAt(definition, place) === undefined)
      .map((place) => ({
        field: `questions.${id}`,
        message: `The flow has no place “${place}” for the answer of “${id}”. Correct the place, or take the question out.`,
      })),
  );
  return lost.length > 0 ? refuse(lost) : { ok: true, template: parsed.data, definition };
}

function fromFlow(json: unknown): ReadTemplate {
  const imported = importFlow(json);
  if (!imported.ok) return imported;
  const { name, description, definition } = imported.flow;
  const words = { name: name.slice(0, 200), description: description.slice(0, 2_000) };
  const template = templateOfFlow(definition, { ...words, category: "sales", questions: [] });
  return { ok: true, template, definition };
}

const refuse = (problems: { field: string; message: string }[]): ReadTemplate => ({
  ok: false,
  problems: problems.map((problem) => ({ stepId: null, ...problem })),
});
