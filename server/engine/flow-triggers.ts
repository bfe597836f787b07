import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { canonicalEventType } from "../domain/event-type";
import type { FlowDefinition } from "../domain/flow";
import { nextFires } from "../domain/schedule";
import { entryRule, syncAdmission } from "./flow-admission";

type Target =
  | { workspaceId: string; flowId: string; versionId: string; definition: FlowDefinition }
  | { workspaceId: string; flowId: string; none: true };

/** The event type by which a flow's own webhook address starts it. */
export const flowWebhookType = (flowId: string): string => `webhook:${flowId}`;

/**
 * Makes the rows by which events find a flow, in the transaction that publishes, pauses or archives it: from its commit
 * on, and not before, events start the new version.
 */
export async function syncFlowTriggers(tx: Tx, target: Target): Promise<void> {
  await tx.query(
    "delete from flow_triggers where workspace_id = $1::uuid and flow_id = $2::uuid and kind = 'start'",
    [target.workspaceId, target.flowId],
  );
  await syncSchedule(tx, target);
  if ("none" in target) return;
  await syncAdmission(tx, target);
  const { reentry, coolDownS } = entryRule(target.definition.settings);
  const since = now().toISOString();
  for (const row of rowsOf(target)) {
    await tx.query(
      `insert into flow_triggers (id, workspace_id, flow_id, version_id, event_type, plugin_id, filter, reentry, cool_down_s, loop_limit, since)
       values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7::jsonb, $8, $9::int, $10::int, $11::timestamptz)`,
      [
        newId(),
        target.workspaceId,
        target.flowId,
        target.versionId,
        row.eventType,
        row.pluginId,
        row.filter ? JSON.stringify(row.filter) : null,
        reentry,
        coolDownS,
        target.definition.settings.loop_guard ?? null,
        since,
      ],
    );
  }
}

/** A new version keeps what its schedule is known to have done; it fires from now on, by its own times. */
async function syncSchedule(tx: Tx, target: Target): Promise<void> {
  const trigger = "none" in target ? null : target.definition.trigger;
  const [next] =
    trigger?.type === "schedule" ? nextFires(trigger.cron, trigger.timezone, now(), 1) : [undefined];
  if ("none" in target || !next) {
    await tx.query("delete from schedules where workspace_id = $1::uuid and flow_id = $2::uuid", [
      target.workspaceId,
      target.flowId,
    ]);
    return;
  }
  await tx.query(
    `insert into schedules (flow_id, workspace_id, version_id, next_at) values ($1::uuid, $2::uuid, $3::uuid, $4::timestamptz)
     on conflict (flow_id) do update set version_id = excluded.version_id, next_at = excluded.next_at`,
    [target.flowId, target.workspaceId, target.versionId, next.toISOString()],
  );
}

function rowsOf({ definition: { trigger }, flowId }: Extract<Target, { versionId: string }>) {
  if (trigger.type === "webhook")
    return [{ eventType: flowWebhookType(flowId), pluginId: null, filter: trigger.filter }];
  if (trigger.type !== "event") return [];
  const pluginId = !trigger.plugin_id || trigger.plugin_id === "platform" ? null : trigger.plugin_id;
  const types = new Set(trigger.event_types.map(canonicalEventType));
  return [...types].map((eventType) => ({ eventType, pluginId, filter: trigger.filter }));
}
