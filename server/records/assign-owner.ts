import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { chooseOwner, type PoolMember } from "../domain/choose-owner";
import type { WorkspaceId } from "../domain/workspace";
import { actorColumns, type Cause } from "./cause";
import { changeContact, lockContact } from "./contact";
import type { PoolRef } from "./pool";

export type AssignedOwner = {
  owner: { id: string; name: string; email: string };
  /** The contact had this owner already. */
  kept: boolean;
  reason: string;
};

/**
 * Gives the contact an owner out of the pool, or leaves it the one it has. Contact first, then pool: two that choose
 * from one pool at the same moment take turns, and the second sees what the first chose. `owner` null: nobody is free.
 */
export async function assignOwner(
  tx: Tx,
  workspaceId: WorkspaceId,
  contactId: string,
  pool: PoolRef,
  cause: Cause,
  { keepOwner = true }: { keepOwner?: boolean } = {},
): Promise<AssignedOwner | { owner: null; reason: string }> {
  const contact = await lockContact(tx, workspaceId, contactId);
  const current = keepOwner && contact.owner_id ? await readPerson(tx, workspaceId, contact.owner_id) : null;
  if (current) {
    const reason = `${current.name} owned the contact already`;
    await log(
      tx,
      workspaceId,
      { contactId: contact.id, pool, userId: current.id, kept: true, reason },
      cause,
    );
    return { owner: current, kept: true, reason };
  }
  await tx.query(
    "select from owner_pools where workspace_id = $1::uuid and id = $2::uuid for no key update",
    [workspaceId, pool.id],
  );
  const choice = chooseOwner(await membersOf(tx, workspaceId, pool.id));
  if (!choice.chosen) return { owner: null, reason: choice.reason };
  const { userId } = choice.chosen;
  await tx.query(
    `update owner_pool_members set share = $4::bigint, last_assigned_at = $5::timestamptz
     where workspace_id = $1::uuid and pool_id = $2::uuid and user_id = $3::uuid`,
    [workspaceId, pool.id, userId, choice.share, now()],
  );
  await changeContact(tx, workspaceId, contact.id, { owner: userId }, cause);
  const { reason } = choice;
  await log(tx, workspaceId, { contactId: contact.id, pool, userId, kept: false, reason }, cause);
  const owner = await readPerson(tx, workspaceId, userId);
  return { owner: owner ?? { id: userId, name: choice.chosen.name, email: "" }, kept: false, reason };
}

/** A member of the workspace; null for whoever is none any more. */
async function readPerson(tx: Tx, workspaceId: WorkspaceId, userId: string) {
  const { rows } = await tx.query<AssignedOwner["owner"]>(
    `select u.id, u.name, u.email from memberships m join users u on u.id = m.user_id
     where m.workspace_id = $1::uuid and m.user_id = $2::uuid`,
    [workspaceId, userId],
  );
  return rows[0] ?? null;
}

/** Leads that are still worked on: whoever is a customer, lost or archived takes nobody's time. */
export const OPEN_LEAD = `c.kind = 'lead' and c.archived_at is null and c.merged_into_id is null
  and c.status not in ('unqualified', 'lost', 'inactive')`;

/** Only those who may become full are counted. */
async function membersOf(tx: Tx, workspaceId: WorkspaceId, poolId: string): Promise<PoolMember[]> {
  const { rows } = await tx.query<Omit<PoolMember, "share"> & { share: string }>(
    `select p.user_id as "userId", u.name, p.place, p.weight, p.off_duty as "offDuty", p.max_open as "maxOpen", p.share,
       p.last_assigned_at as "lastAssignedAt",
       case when p.max_open is null then 0 else (
         select count(*)::int from contacts c where c.workspace_id = p.workspace_id and c.owner_id = p.user_id and ${OPEN_LEAD}
       ) end as open
     from owner_pool_members p join users u on u.id = p.user_id
     where p.workspace_id = $1::uuid and p.pool_id = $2::uuid order by p.place, p.user_id`,
    [workspaceId, poolId],
  );
  return rows.map((row) => ({ ...row, share: Number(row.share) }));
}

type Entry = { contactId: string; pool: PoolRef; userId: string; kept: boolean; reason: string };

async function log(tx: Tx, workspaceId: WorkspaceId, entry: Entry, cause: Cause): Promise<void> {
  await tx.query(
    `insert into assignments (id, workspace_id, pool_id, contact_id, user_id, kept, reason, actor_type, actor_id, actor_name, run_id, at)
     values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6::boolean, $7, $8, $9, $10, $11::uuid, $12::timestamptz)`,
    [
      newId(),
      workspaceId,
      entry.pool.id,
      entry.contactId,
      entry.userId,
      entry.kept,
      entry.reason,
      ...actorColumns(cause),
      now(),
    ],
  );
}
