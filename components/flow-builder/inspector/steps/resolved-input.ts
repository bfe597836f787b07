import type { DataScope } from "@/server/domain/data-scope";
import type { Step } from "@/server/domain/step";

type Engine = Pick<typeof import("@/server/domain/template"), "renderConfig">;
export type ResolvedInput =
  | { ok: true; value: unknown; missing: string[] }
  | { ok: false; message: string; missing: string[] };

/** What of a step is filled in from the data when it runs, filled in. Null: nothing is. */
export function resolvedInput(step: Step, scope: DataScope, { renderConfig }: Engine): ResolvedInput | null {
  const written = writtenInput(step);
  if (written === undefined) return null;
  try {
    return { ok: true, ...renderConfig(written, scope) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error), missing: [] };
  }
}

function writtenInput(step: Step): unknown {
  switch (step.type) {
    case "action":
      return step.config;
    case "set_variables":
      return step.variables;
    case "sub_flow":
    case "code":
      return step.input;
    case "for_each":
      return { items: step.items };
    case "wait_for_event":
      return { match: step.match };
    case "end":
      return step.output;
    case "approval":
      return { message: step.message };
    case "delay":
      return { for: step.for?.value, until: step.until };
    case "condition":
    case "branch":
    case "parallel":
    case "join":
      return undefined;
  }
}
