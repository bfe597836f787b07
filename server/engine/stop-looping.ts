import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { loopStopWords } from "../domain/loop-stop-words";
import type { WorkspaceId } from "../domain/workspace";
import { writeAudit } from "../ops/audit";
import { notify } from "../records/notification";
import type { StartTarget } from "./find-accept-targets";
import { flowOwners } from "./flow-owners";
import { syncFlowTriggers } from "./flow-triggers";

type Cause = { workspaceId: WorkspaceId; contactId: string; eventId: string; eventType: string };

/**
 * The loop guard refused a start: the flow is paused and its runs stop where they are, in the transaction of the event,
 * which stays accepted. Whoever owns the flow is told. Of several events at once the first one does it.
 */
export async function stopLooping(
  tx: Tx,
  cause: Cause,
  starts: readonly (StartTarget & { runId: string })[],
): Promise<void> {
  // A start that did not come about was no entry either.
  await tx.query(
    "delete from flow_entries where contact_id = $1::uuid and flow_id = any($2::uuid[]) and run_id = any($3::uuid[])",
    [cause.contactId, starts.map(({ flowId }) => flowId), starts.map(({ runId }) => runId)],
  );
  const inOrder = [...starts].sort((one, other) => (one.flowId < other.flowId ? -1 : 1));
  for (const { flowId, guard } of inOrder) await stop(tx, cause, flowId, guard?.most ?? 0);
}

async function stop(tx: Tx, cause: Cause, flowId: string, most: number): Promise<void> {
  const { workspaceId, contactId, eventId, eventType } = cause;
  const at = now();
  const { rows } = await tx.query<{ name: string }>(
    `update automation_flows set status = 'paused', halted_at = $3::timestamptz, updated_at = $3::timestamptz
     where workspace_id = $1::uuid and id = $2::uuid and status = 'active' returning name`,
    [workspaceId, flowId, at.toISOString()],
  );
  const [flow] = rows;
  if (!flow) return;
  await syncFlowTriggers(tx, { workspaceId, flowId, none: true });
  await tx.query(
    `insert into flow_stops (id, workspace_id, flow_id, reason, contact_id, event_id, event_type, starts_per_hour, at)
     values ($1::uuid, $2::uuid, $3::uuid, 'loop_guard', $4::uuid, $5::uuid, $6, $7::int, $8::timestamptz)`,
    [newId(), workspaceId, flowId, contactId, eventId, eventType, most, at.toISOString()],
  );
  await writeAudit(tx, {
    workspaceId,
    actor: { type: "system", id: null, name: "Baton" },
    action: "flow.paused",
    target: { type: "flow", id: flowId, name: flow.name },
    details: { reason: "loop_guard", startsPerHour: most, contactId, eventId, eventType },
  });
  const { title, body } = loopStopWords(flow.name, { eventType, most });
  for (const { userId, link } of await flowOwners(tx, workspaceId, flowId))
    await notify(tx, workspaceId, { title, body, link, userId });
}
