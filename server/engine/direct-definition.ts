import { pool } from "../db/pool";
import { type FlowDefinition, flowDefinitionSchema } from "../domain/flow";

/** Id of the one step of a run outside of a flow. */
export const DIRECT_STEP = "action";

export type DirectRun = { definition: FlowDefinition; payload: Record<string, unknown> };

/** What a run of origin direct was asked, as a flow of one step. A refusal is the caller's to repeat, not ours. */
export async function loadDirectRun(runId: string): Promise<DirectRun | null> {
  const { rows } = await pool().query<{
    action_type: string;
    plugin_ref: string | null;
    payload: Record<string, unknown>;
  }>({
    name: "direct-request",
    text: "select action_type, plugin_ref, payload from direct_requests where run_id = $1",
    values: [runId],
  });
  const row = rows[0];
  return row ? { definition: directDefinition(row.action_type, row.plugin_ref), payload: row.payload } : null;
}

export function directDefinition(actionType: string, pluginRef: string | null): FlowDefinition {
  return flowDefinitionSchema.parse({
    trigger: { type: "manual" },
    steps: [
      {
        id: DIRECT_STEP,
        type: "action",
        action_id: actionType,
        ...(pluginRef !== null && { plugin_id: pluginRef }),
        config: {},
      },
    ],
    settings: { retry_count: 0 },
  });
}
