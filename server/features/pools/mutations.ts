import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { inTransaction, type Tx } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import type { OwnerPool } from "@/server/domain/owner-pool";
import type { Role, WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";

export async function createPool(workspaceId: WorkspaceId, actor: Actor, pool: OwnerPool) {
  return inTransaction(async (tx) => {
    const id = newId();
    await claimName(tx, workspaceId, id, pool.name);
    await tx.query("insert into owner_pools (id, workspace_id, name, created_at) values ($1, $2, $3, $4)", [
      id,
      workspaceId,
      pool.name,
      now(),
    ]);
    await writeMembers(tx, workspaceId, id, pool.members);
    await audit(tx, workspaceId, actor, "pool.created", { id, name: pool.name });
    return { id, name: pool.name };
  });
}

/** Members who stay keep their turn. */
export async function changePool(workspaceId: WorkspaceId, actor: Actor, poolId: string, pool: OwnerPool) {
  await inTransaction(async (tx) => {
    const before = await lockPool(tx, workspaceId, poolId);
    await claimName(tx, workspaceId, poolId, pool.name);
    await tx.query("update owner_pools set name = $3 where workspace_id = $1 and id = $2", [
      workspaceId,
      poolId,
      pool.name,
    ]);
    await writeMembers(tx, workspaceId, poolId, pool.members);
    const details = {
      ...(before.name !== pool.name && { before: before.name }),
      members: pool.members.length,
    };
    await audit(tx, workspaceId, actor, "pool.changed", { id: poolId, name: pool.name }, details);
  });
}

/** Its log of choices stays. */
export async function archivePool(workspaceId: WorkspaceId, actor: Actor, poolId: string) {
  await inTransaction(async (tx) => {
    const pool = await lockPool(tx, workspaceId, poolId);
    await tx.query("update owner_pools set archived_at = $3 where workspace_id = $1 and id = $2", [
      workspaceId,
      poolId,
      now(),
    ]);
    await tx.query("delete from owner_pool_members where workspace_id = $1 and pool_id = $2", [
      workspaceId,
      poolId,
    ]);
    await audit(tx, workspaceId, actor, "pool.deleted", pool);
  });
}

/** Everybody puts themselves on and off duty; owners and admins anybody. */
export async function setDuty(
  workspaceId: WorkspaceId,
  { actor, role }: { actor: Actor & { id: string }; role: Role },
  { poolId, userId, offDuty }: { poolId: string; userId: string; offDuty: boolean },
) {
  if (userId !== actor.id && role !== "owner" && role !== "admin")
    throw new AppError(
      "forbidden",
      "You can put yourself on and off duty. For others, ask an owner or admin.",
    );
  await inTransaction(async (tx) => {
    const pool = await lockPool(tx, workspaceId, poolId);
    const { rows } = await tx.query<{ name: string }>(
      `update owner_pool_members p set off_duty = $4 from users u
       where p.workspace_id = $1 and p.pool_id = $2 and p.user_id = $3 and u.id = p.user_id returning u.name`,
      [workspaceId, poolId, userId, offDuty],
    );
    const [member] = rows;
    if (!member) throw new AppError("not_found", `This person is not in “${pool.name}”. Reload the page.`);
    const action = offDuty ? "pool.went_off_duty" : "pool.went_on_duty";
    await audit(tx, workspaceId, actor, action, pool, { userId, name: member.name });
  });
}

/** Choices out of the pool wait meanwhile: they lock it too. */
async function lockPool(tx: Tx, workspaceId: WorkspaceId, poolId: string) {
  const { rows } = await tx.query<{ id: string; name: string }>(
    "select id, name from owner_pools where workspace_id = $1 and id = $2 and archived_at is null for update",
    [workspaceId, poolId],
  );
  const [pool] = rows;
  if (!pool)
    throw new AppError("not_found", "There is no such owner pool in this workspace. Reload the page.");
  return pool;
}

/** Of two who take one name at the same moment the second waits here. */
async function claimName(tx: Tx, workspaceId: WorkspaceId, poolId: string, name: string): Promise<void> {
  await tx.query("select from workspaces where id = $1 for no key update", [workspaceId]);
  const { rows } = await tx.query(
    "select from owner_pools where workspace_id = $1 and lower(name) = lower($2) and id <> $3 and archived_at is null",
    [workspaceId, name, poolId],
  );
  if (rows.length === 0) return;
  const message = `There is a pool called “${name}” already. Choose another name.`;
  throw new AppError("conflict", message, { problems: [{ field: "name", message }] });
}

async function writeMembers(
  tx: Tx,
  workspaceId: WorkspaceId,
  poolId: string,
  members: OwnerPool["members"],
): Promise<void> {
  const ids = members.map(({ userId }) => userId);
  const { rows } = await tx.query<{ user_id: string }>(
    "select user_id from memberships where workspace_id = $1 and user_id = any($2::uuid[])",
    [workspaceId, ids],
  );
  if (rows.length < ids.length)
    throw new AppError(
      "not_found",
      "Somebody in the pool is no member of the workspace any more. Reload the page.",
    );
  await tx.query(
    "delete from owner_pool_members where workspace_id = $1 and pool_id = $2 and user_id <> all($3::uuid[])",
    [workspaceId, poolId, ids],
  );
  await tx.query(
    `insert into owner_pool_members (workspace_id, pool_id, user_id, place, weight, off_duty, max_open)
     select $1, $2, m.user_id, m.place, m.weight, m.off_duty, m.max_open
     from unnest($3::uuid[], $4::int[], $5::boolean[], $6::int[]) with ordinality as m(user_id, weight, off_duty, max_open, place)
     on conflict (workspace_id, pool_id, user_id) do update
       set place = excluded.place, weight = excluded.weight, off_duty = excluded.off_duty, max_open = excluded.max_open`,
    [
      workspaceId,
      poolId,
      ids,
      members.map(({ weight }) => weight),
      members.map(({ offDuty }) => offDuty),
      members.map(({ maxOpen }) => maxOpen),
    ],
  );
}

const audit = (
  tx: Tx,
  workspaceId: WorkspaceId,
  actor: Actor,
  action: string,
  { id, name }: { id: string; name: string },
  details: Record<string, unknown> = {},
) => writeAudit(tx, { workspaceId, actor, action, target: { type: "pool", id, name }, details });
