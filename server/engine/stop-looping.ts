import type { Tx } from "../db/pool";
import { loopStopWords } from "../domain/loop-stop-words";
import type { WorkspaceId } from "../domain/workspace";
import { notify } from "../records/notification";
import type { StartTarget } from "./find-accept-targets";
import { flowOwners } from "./flow-owners";
import { stopFlow } from "./stop-flow";

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
  const why = { reason: "loop_guard" as const, startsPerHour: most, contactId, eventId, eventType };
  const name = await stopFlow(tx, workspaceId, flowId, why);
  if (name === null) return;
  const { title, body } = loopStopWords(name, { eventType, most });
  for (const { userId, link } of await flowOwners(tx, workspaceId, flowId))
    await notify(tx, workspaceId, { title, body, link, userId });
}
