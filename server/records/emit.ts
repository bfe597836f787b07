import { now } from "../db/clock";
import type { Tx } from "../db/pool";
import { type EmittedType, eventKind } from "../domain/event-catalogue";
import type { WorkspaceId } from "../domain/workspace";
import { type Accepted, acceptEvent, type EventInput } from "../engine/accept-event";
import { env } from "../env";
import type { Cause } from "./cause";

/**
 * The event about a write, in the write's transaction, with what caused it. Its type is one of the catalogue; that the
 * payload is what the catalogue says is checked under test, where every emitter runs, and not on the way of customers.
 */
export async function emit(
  tx: Tx,
  workspaceId: WorkspaceId,
  type: EmittedType,
  payload: Record<string, unknown>,
  cause: Cause,
  about: Pick<EventInput, "contact" | "externalId" | "matchType"> = {},
): Promise<Accepted> {
  if (env().NODE_ENV === "test") eventKind(type)?.payload.parse(payload);
  return acceptEvent(
    {
      workspaceId,
      type,
      payload,
      source: cause.source,
      occurredAt: now(),
      mode: cause.mode ?? "live",
      ...about,
      ...(cause.runId && {
        causedBy: { runId: cause.runId, depth: cause.depth ?? (await depthOf(tx, workspaceId, cause.runId)) },
      }),
    },
    tx,
  );
}

async function depthOf(tx: Tx, workspaceId: WorkspaceId, runId: string): Promise<number> {
  const { rows } = await tx.query<{ depth: number }>(
    "select depth from flow_executions where workspace_id = $1::uuid and id = $2::uuid",
    [workspaceId, runId],
  );
  return rows[0]?.depth ?? 0;
}
