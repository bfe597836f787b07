import * as z from "zod";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { inTransaction, type Tx } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import { requireSound } from "@/server/domain/require-sound";
import type { WorkspaceId } from "@/server/domain/workspace";
import { announceReplay } from "@/server/engine/announce-replay";
import type { Actor } from "@/server/ops/audit";
import { listTriggerEvents } from "../dry-run/data";
import { readFlow } from "../flows/data";

export const MOST_EVENTS = 10_000;
/** Older replays of a flow are let go. */
const KEPT = 5;

export const replayStartSchema = z.object({
  flowId: z.uuid(),
  /** How many of the latest events. */
  events: z.number().int().min(1).max(MOST_EVENTS).default(1_000),
});

/** Takes the latest real events through the published version and the draft as it is now, in the background. */
export async function startReplay(
  workspaceId: WorkspaceId,
  actor: Actor,
  { flowId, events: most }: z.output<typeof replayStartSchema>,
): Promise<{ id: string; events: number }> {
  const flow = await readFlow(workspaceId, flowId);
  const { draft, activeVersion } = flow;
  if (!activeVersion)
    throw new AppError(
      "conflict",
      `“${flow.name}” was never published: there is nothing to compare its draft with. Try the draft with an event instead.`,
    );
  if (!flow.hasUnpublishedChanges)
    throw new AppError(
      "conflict",
      `The draft of “${flow.name}” does what its published version does. Change it first.`,
    );
  requireSound(draft);
  const definitions = [activeVersion.definition, draft];
  const found = await listTriggerEvents(workspaceId, flowId, definitions, {
    since: null,
    until: now(),
    most,
  });
  if (found.length === 0)
    throw new AppError(
      "conflict",
      `No event has come yet that starts “${flow.name}”. Replay it when some have, or try it with a sample event.`,
    );
  const id = newId();
  await inTransaction(async (tx) => {
    await dropOld(tx, workspaceId, flowId);
    const at = now();
    await tx.query(
      `insert into flow_replays (id, workspace_id, flow_id, version_id, draft, draft_revision, events, started_by, created_at, touched_at)
       values ($1, $2, $3, $4, $5::jsonb, $6, $7::uuid[], $8, $9, $9)`,
      [
        ...[id, workspaceId, flowId, activeVersion.id, JSON.stringify(draft), flow.draftRevision],
        ...[inTurn(found), actor.type === "user" ? actor.id : null, at],
      ],
    );
  }).catch((error: unknown) => {
    throw isTaken(error) ? underWay(flow.name) : error;
  });
  await announceReplay({ replayId: id, generation: 1, workspaceId });
  return { id, events: found.length };
}

/** One contact after the other, the oldest first: what a contact went through decides about its next event. */
function inTurn(events: Awaited<ReturnType<typeof listTriggerEvents>>): string[] {
  return [...events]
    .sort((one, other) => {
      const [mine, theirs] = [one.contactId ?? "", other.contactId ?? ""];
      return mine < theirs ? -1 : mine > theirs ? 1 : one.at.getTime() - other.at.getTime();
    })
    .map(({ id }) => id);
}

async function dropOld(tx: Tx, workspaceId: WorkspaceId, flowId: string): Promise<void> {
  await tx.query(
    `delete from flow_replays where workspace_id = $1 and flow_id = $2 and state not in ('queued', 'running') and id not in (
       select id from flow_replays where workspace_id = $1 and flow_id = $2 order by created_at desc, id desc limit $3)`,
    [workspaceId, flowId, KEPT - 1],
  );
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "23505";

const underWay = (name: string) =>
  new AppError("conflict", `A replay of “${name}” is under way. Wait for its end, or cancel it.`);

/** What is done of it stays. Whoever works on it hears of it with the next few events. */
export async function cancelReplay(
  workspaceId: WorkspaceId,
  replayId: string,
): Promise<{ cancelled: boolean }> {
  return inTransaction(async (tx) => {
    const { rowCount } = await tx.query(
      `update flow_replays set state = 'cancelled', ended_at = $3, touched_at = $3, carry = null
       where workspace_id = $1 and id = $2 and state in ('queued', 'running')`,
      [workspaceId, replayId, now()],
    );
    if (rowCount === 0) await requireReplay(tx, workspaceId, replayId);
    return { cancelled: rowCount === 1 };
  });
}

async function requireReplay(tx: Tx, workspaceId: WorkspaceId, replayId: string): Promise<void> {
  const { rowCount } = await tx.query("select 1 from flow_replays where workspace_id = $1 and id = $2", [
    workspaceId,
    replayId,
  ]);
  if (rowCount === 0) throw noSuchReplay();
}

export const noSuchReplay = () =>
  new AppError("not_found", "There is no such replay any more. Start another one on the flow's page.");
