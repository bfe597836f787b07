import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { SuppressionReason } from "../domain/suppression";
import type { WorkspaceId } from "../domain/workspace";

/**
 * Puts addresses (as messageAddress gives them) on the list of those that nothing goes to; who stands on it already stays
 * as it is. Under the lock of the contacts they belong to: a message that is about to leave is before it or after it.
 * Answers those that are new.
 */
export async function suppress(
  tx: Tx,
  workspaceId: WorkspaceId,
  addresses: readonly string[],
  why: { reason: SuppressionReason; note?: string; createdBy?: string | null },
): Promise<string[]> {
  if (addresses.length === 0) return [];
  const sorted = [...new Set(addresses)].sort();
  await tx.query(
    `select id from contacts where workspace_id = $1::uuid
       and id in (select contact_id from contact_keys where workspace_id = $1::uuid and key = any($2::text[]))
     order by id for no key update`,
    [workspaceId, sorted.map((address) => (address.includes("@") ? `email:${address}` : `phone:${address}`))],
  );
  const { rows } = await tx.query<{ address: string }>(
    `insert into suppressions (id, workspace_id, address, reason, note, created_by, created_at)
     select one.id, $1::uuid, one.address, $4, $5, $6::uuid, $7::timestamptz from unnest($2::uuid[], $3::text[]) as one(id, address)
     on conflict (workspace_id, address) do nothing returning address`,
    [
      workspaceId,
      sorted.map(() => newId()),
      sorted,
      why.reason,
      why.note ?? "",
      why.createdBy ?? null,
      now(),
    ],
  );
  return rows.map(({ address }) => address);
}

/** Takes those off the list that stand there because the contact opted out; what else put them there keeps them. */
export async function liftOptOuts(
  tx: Tx,
  workspaceId: WorkspaceId,
  addresses: readonly string[],
): Promise<void> {
  await tx.query(
    "delete from suppressions where workspace_id = $1::uuid and address = any($2::text[]) and reason = 'opt_out'",
    [workspaceId, addresses],
  );
}

/** Takes addresses off the list; those that stood on it. */
export async function unsuppress(
  tx: Tx,
  workspaceId: WorkspaceId,
  addresses: readonly string[],
): Promise<string[]> {
  const { rows } = await tx.query<{ address: string }>(
    "delete from suppressions where workspace_id = $1::uuid and address = any($2::text[]) returning address",
    [workspaceId, addresses],
  );
  return rows.map(({ address }) => address);
}
