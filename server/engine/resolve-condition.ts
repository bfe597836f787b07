import type { Condition } from "../domain/condition";
import { evaluateCondition } from "../domain/condition-evaluate";
import type { DataScope } from "../domain/data-scope";
import type { WorkspaceId } from "../domain/workspace";
import { askPluginCondition } from "../plugins/ask-plugin-condition";

type PluginRule = Extract<Condition, { condition_id: string }>;

/** A condition with its plugin rules answered by their plugins first; the rest is the pure evaluation. */
export async function resolveCondition(
  workspaceId: WorkspaceId,
  condition: Condition,
  scope: DataScope,
): Promise<boolean> {
  const answers = new Map<PluginRule, boolean>();
  for (const rule of pluginRules(condition))
    answers.set(rule, await askPluginCondition(workspaceId, rule, scope.data));
  return evaluateCondition(condition, scope, (rule) => answers.get(rule) ?? false);
}

function pluginRules(condition: Condition): PluginRule[] {
  if ("and" in condition) return condition.and.flatMap(pluginRules);
  if ("or" in condition) return condition.or.flatMap(pluginRules);
  return "condition_id" in condition ? [condition] : [];
}
