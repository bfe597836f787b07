import { holds } from "./compare-values";
import type { Condition } from "./condition";
import type { DataScope } from "./data-scope";
import { renderConfig, renderValue } from "./template";
import { plainReference } from "./template-source";

type PluginRule = Extract<Condition, { condition_id: string }>;

/**
 * Whether a condition holds for what the scope shows. Values may be templates; a field may be written with its braces.
 * Rules that a plugin answers were asked before and come as `plugin`.
 */
export function evaluateCondition(
  condition: Condition,
  scope: Pick<DataScope, "data" | "lookup">,
  plugin: (rule: PluginRule) => boolean = () => false,
): boolean {
  if ("and" in condition) return condition.and.every((part) => evaluateCondition(part, scope, plugin));
  if ("or" in condition) return condition.or.some((part) => evaluateCondition(part, scope, plugin));
  if ("condition_id" in condition) return plugin(condition);
  return holds(
    condition.operator,
    fieldValue(condition.field, scope),
    renderConfig(condition.value, scope).value,
  );
}

function fieldValue(field: string, scope: Pick<DataScope, "data" | "lookup">): unknown {
  const path = plainReference(field);
  if (path !== null) return scope.lookup(path);
  return field.includes("{{") ? renderValue(field, scope) : scope.lookup(field.trim());
}
