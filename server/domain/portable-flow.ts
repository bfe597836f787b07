import { exportFlow } from "./export-flow";
import { type FlowDefinition, flowDefinitionSchema } from "./flow";
import type { Step } from "./step";
import { isTemplate } from "./template-source";

/** What belongs to one workspace alone, and was left out of what others get. */
export type LeftOut = {
  stepId: string | null;
  field: string;
  what: "connection" | "person" | "pool" | "address" | "secret" | "note";
};

/**
 * A flow as one may hand it to strangers: without connections, people, addresses that it writes or calls to, secrets and
 * the notes on its canvas. Places that a question fills stay, empty. What the texts of messages say is left as it is.
 */
export function portableFlow(
  definition: FlowDefinition,
  asked: ReadonlySet<string>,
): { definition: FlowDefinition; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = [];
  const portable = (step: Step): Step => {
    const drop = (field: string, what: LeftOut["what"]) => leftOut.push({ stepId: step.id, field, what });
    if (step.type === "approval" && step.approvers.user_ids.length > 0) {
      drop("approvers", "person");
      return { ...step, approvers: { ...step.approvers, user_ids: [] } };
    }
    if (step.type !== "action") return step;
    const { connection_id, config, ...rest } = step;
    const keeps = connection_id === undefined || connection_id === "sandbox";
    if (!keeps) drop("connection_id", "connection");
    const entries = Object.entries(config).flatMap(([key, value]): (typeof config)[string][][] => {
      const what = ownOf(key, value);
      if (!what) return [[key, value]];
      drop(`config.${key}`, what);
      return asked.has(`steps.${step.id}.config.${key}`) ? [[key, ""]] : [];
    });
    return {
      ...rest,
      config: Object.fromEntries(entries),
      ...(keeps && connection_id !== undefined && { connection_id }),
    };
  };
  const steps = definition.steps.map(portable);
  const error_handlers = definition.error_handlers.map(portable);
  const { layout, ...rest } = definition;
  if (layout && layout.notes.length > 0) leftOut.push({ stepId: null, field: "layout.notes", what: "note" });
  const { document, secrets } = exportFlow({
    ...{ externalId: null, name: "", description: "" },
    definition: {
      ...rest,
      steps,
      error_handlers,
      ...(layout && { layout: { positions: layout.positions, notes: [] } }),
    },
  });
  return {
    definition: flowDefinitionSchema.parse(document.definition),
    leftOut: [...leftOut, ...secrets.map((secret) => ({ ...secret, what: "secret" as const }))],
  };
}

const OWN: readonly (readonly [RegExp, LeftOut["what"]])[] = [
  [/^(?:owner|owner_id|owner_email|assignee|assigned_to|agent|agent_id)$/, "person"],
  [/^(?:pool|pool_id|pool_name)$/, "pool"],
  [/^(?:url|webhook_url|endpoint)$/, "address"],
  [/^(?:to|cc|bcc|from|reply_to|recipient|email|phone)$/, "person"],
];

/** Whose it is, when it is written out; a {{ reference }} is nobody's. */
function ownOf(key: string, value: unknown): LeftOut["what"] | null {
  if (typeof value !== "string" || value.trim() === "" || isTemplate(value)) return null;
  return OWN.find(([name]) => name.test(key))?.[1] ?? null;
}
