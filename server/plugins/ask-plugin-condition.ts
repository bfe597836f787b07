import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Condition } from "../domain/condition";
import { ActionError } from "../domain/errors";
import type { WorkspaceId } from "../domain/workspace";
import { readBody } from "../integrations/read-body";
import { callPlugin } from "./call-plugin";
import { findPlugin } from "./find-plugin";
import { refusedByPlugin, unansweredByPlugin } from "./plugin-failure";

type PluginRule = Extract<Condition, { condition_id: string }>;

/**
 * Asks a plugin whether one of its conditions holds: POST { condition_id, operator, value, payload } to the condition's
 * endpoint, answered by { result: true | false }. `data` is the run's; the plugin gets the trigger's payload of it.
 */
export async function askPluginCondition(
  workspaceId: WorkspaceId,
  rule: PluginRule,
  data: Record<string, unknown>,
): Promise<boolean> {
  const plugin = await findPlugin(workspaceId, rule.plugin_id);
  if (!plugin) {
    throw new ActionError(
      "plugin_not_installed",
      `The plugin “${rule.plugin_id}” is not installed in this workspace. Install it, or change the condition.`,
    );
  }
  const declared = plugin.conditions.get(rule.condition_id);
  if (!declared)
    throw new ActionError(
      "plugin_not_installed",
      `The plugin “${plugin.slug}” has no condition “${rule.condition_id}”`,
    );
  if (!declared.operators.includes(rule.operator)) {
    throw new ActionError(
      "invalid_condition",
      `“${declared.name}” knows the operators ${declared.operators.join(", ")}, not “${rule.operator}”`,
    );
  }
  const what = `the condition ${rule.condition_id}`;
  const answer = await callPlugin(plugin, {
    workspaceId,
    method: "POST",
    endpoint: declared.endpoint ?? `/api/conditions/${encodeURIComponent(declared.id)}`,
    payload: {
      condition_id: declared.id,
      operator: rule.operator,
      value: rule.value ?? null,
      payload: data.trigger ?? data,
    },
    idempotencyKey: newId(),
    timeoutMs: TIMEOUT_MS,
  }).catch((failure: unknown) => {
    throw unansweredByPlugin(plugin.slug, what, failure);
  });
  const body = readBody(answer);
  if (answer.status < 200 || answer.status >= 300)
    throw refusedByPlugin(plugin.slug, what, answer, body, now());
  if (typeof body !== "object" || body === null || !("result" in body) || typeof body.result !== "boolean") {
    throw new ActionError(
      "bad_response",
      `The plugin “${plugin.slug}” answered ${what} with something other than { "result": true | false }`,
    );
  }
  return body.result;
}

/** A condition holds up its run, so its plugin has little time. */
const TIMEOUT_MS = 5_000;
