import type { Condition } from "../domain/condition";
import { findSandboxPlugin, sandboxPlugins } from "../integrations/sandbox-plugins/catalog";

type PluginRule = Extract<Condition, { condition_id: string }>;

/** Asks a plugin's condition in a dry run: those of the sandbox answer, of others it is taken to hold. */
export function simulatedCondition(rule: PluginRule, data: Record<string, unknown>): boolean {
  const plugin =
    findSandboxPlugin(rule.plugin_id) ??
    sandboxPlugins.find(({ id, aliases }) => id === rule.plugin_id || aliases.includes(rule.plugin_id));
  const holds = plugin?.conditions[rule.condition_id];
  const { operator, value = null } = rule;
  return holds?.({ operator, value, payload: data.trigger ?? data }) ?? true;
}
