import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";

export type NewNotification = {
  title: string;
  body?: string | undefined;
  /** A path of ours, or an address outside. */
  link?: string | undefined;
  /** Left out: everyone in the workspace. */
  userId?: string | null;
  runId?: string | null;
};

/** Tells one member, or all that there are now, something inside of Baton. */
export async function notify(
  tx: Tx,
  workspaceId: WorkspaceId,
  { title, body = "", link, userId = null, runId = null }: NewNotification,
): Promise<{ id: string; recipients: number }> {
  const id = newId();
  const { rows: members } = await tx.query<{ user_id: string }>(
    "select user_id from memberships where workspace_id = $1::uuid and ($2::uuid is null or user_id = $2::uuid) order by user_id",
    [workspaceId, userId],
  );
  await tx.query(
    `insert into notifications (id, workspace_id, group_id, user_id, title, body, link, run_id, created_at)
     select recipient.id, $1::uuid, $2::uuid, recipient.user_id, $5, $6, $7, $8::uuid, $9::timestamptz
     from unnest($3::uuid[], $4::uuid[]) as recipient(id, user_id)`,
    [
      workspaceId,
      id,
      members.map(() => newId()),
      members.map(({ user_id }) => user_id),
      title,
      body,
      link ?? null,
      runId,
      now(),
    ],
  );
  return { id, recipients: members.length };
}
