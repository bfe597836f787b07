import type { FlowDefinition } from "./flow";
import { END } from "./flow-limits";
import { type Step, type StepType, stepSchema } from "./step";
import { newStepId } from "./step-id";

/** What can be put into a flow: a type of step, an action, or another flow. */
export type StepKind =
  | Exclude<StepType, "action" | "sub_flow">
  | {
      action: string;
      /** Slug of the plugin that has it. */
      plugin?: string | undefined;
      name?: string | undefined;
      config?: Extract<Step, { type: "action" }>["config"] | undefined;
      connection?: string | undefined;
    }
  | { flow: string; name?: string | undefined };

/** A step to begin with: it parses, and does something sensible as far as that can be known. */
export function newStep(kind: StepKind, definition: FlowDefinition): Step {
  if (typeof kind === "string")
    return stepSchema.parse({
      ...BEGINNINGS[kind],
      type: kind,
      id: newStepId(definition, IDS[kind] ?? kind),
    });
  if ("flow" in kind) {
    const id = newStepId(definition, "run_flow");
    return stepSchema.parse({
      ...{ id, type: "sub_flow", flow_id: kind.flow },
      ...(kind.name && { name: kind.name }),
    });
  }
  const { action, plugin, name, config, connection } = kind;
  return stepSchema.parse({
    ...{ id: newStepId(definition, action.split(".").at(-1) ?? action), type: "action", action_id: action },
    ...(plugin && { plugin_id: plugin }),
    ...(name && { name }),
    ...(config && { config }),
    ...(connection && { connection_id: connection }),
  });
}

const IDS: Partial<Record<StepType, string>> = { delay: "wait", end: "stop" };

const someone = { field: "email", operator: "exists" };

const BEGINNINGS: Record<Exclude<StepType, "action" | "sub_flow">, Record<string, unknown>> = {
  condition: { condition: someone },
  delay: { for: { value: 1, unit: "days" } },
  wait_for_event: { event_types: ["message.received"], timeout: { value: 3, unit: "days" } },
  branch: {
    cases: [
      { id: "first", name: "First case", condition: someone, target: END },
      { id: "second", name: "Second case", condition: { ...someone, field: "phone" }, target: END },
    ],
  },
  parallel: { branches: [{ target: END }, { target: END }] },
  join: {},
  for_each: { items: "{{trigger.items}}", body: END },
  approval: { timeout: { value: 3, unit: "days" } },
  set_variables: { variables: {} },
  code: { source: "return {};\n" },
  end: {},
};
