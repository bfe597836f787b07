import { now } from "../../db/clock";
import { newId } from "../../db/id";
import { pool } from "../../db/pool";
import { AppError } from "../../domain/errors";
import type { WorkspaceId } from "../../domain/workspace";

/** Longer than Stripe takes when it is slow; a process that died in between holds nobody up for longer. */
const LEASE_MS = 120_000;

/**
 * Clicks that buy or change something exclude one another per workspace, so that each sees what the one before did at
 * Stripe. A lease and no lock: nobody holds a connection while Stripe takes its time.
 */
export async function oneAtATime<T>(workspaceId: WorkspaceId, work: () => Promise<T>): Promise<T> {
  const [id, at] = [newId(), now()];
  const { rowCount } = await pool().query(
    `insert into dedupe_keys as lease (workspace_id, scope, key, target_id, expires_at)
     values ($1, 'billing', 'under way', $2, $3)
     on conflict (workspace_id, scope, key) do update set target_id = excluded.target_id, expires_at = excluded.expires_at
     where lease.expires_at < $4`,
    [workspaceId, id, new Date(at.getTime() + LEASE_MS), at],
  );
  if (rowCount !== 1)
    throw new AppError(
      "conflict",
      "Another change of this workspace's plan is under way. Wait a moment, refresh this page, then try again.",
    );
  try {
    return await work();
  } finally {
    await pool().query(
      "delete from dedupe_keys where workspace_id = $1 and scope = 'billing' and key = 'under way' and target_id = $2",
      [workspaceId, id],
    );
  }
}
