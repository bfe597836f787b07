import * as z from "zod";
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { OPEN_LEAD } from "@/server/records/assign-owner";

export type PoolMemberItem = {
  userId: string;
  name: string;
  email: string;
  weight: number;
  offDuty: boolean;
  maxOpen: number | null;
  /** Open leads of theirs, from wherever they came. */
  open: number;
  lastAssignedAt: Date | null;
};

export type PoolItem = { id: string; name: string; createdAt: Date; members: PoolMemberItem[] };

type MemberRow = PoolMemberItem & { poolId: string };

/** All owner pools with their members, in order. There are few. */
export async function listPools(workspaceId: WorkspaceId): Promise<PoolItem[]> {
  const pools = await pool().query<Omit<PoolItem, "members">>(
    `select id, name, created_at as "createdAt" from owner_pools
     where workspace_id = $1 and archived_at is null order by lower(name), id`,
    [workspaceId],
  );
  const members = await pool().query<MemberRow>(
    `select p.pool_id as "poolId", p.user_id as "userId", u.name, u.email, p.weight, p.off_duty as "offDuty",
       p.max_open as "maxOpen", p.last_assigned_at as "lastAssignedAt", coalesce(o.open, 0) as open
     from owner_pool_members p
     join owner_pools o1 on o1.workspace_id = p.workspace_id and o1.id = p.pool_id and o1.archived_at is null
     join users u on u.id = p.user_id
     left join (select c.owner_id, count(*)::int as open from contacts c
       where c.workspace_id = $1 and c.owner_id in (select user_id from owner_pool_members where workspace_id = $1) and ${OPEN_LEAD}
       group by c.owner_id) o on o.owner_id = p.user_id
     where p.workspace_id = $1 order by p.place, p.user_id`,
    [workspaceId],
  );
  return pools.rows.map((each) => ({
    ...each,
    members: members.rows.flatMap(({ poolId, ...member }) => (poolId === each.id ? [member] : [])),
  }));
}

export const assignmentCursorSchema = z.object({ at: z.date(), id: z.uuid() });

export type AssignmentItem = {
  id: string;
  at: Date;
  userId: string;
  userName: string;
  contactId: string;
  contactName: string;
  kept: boolean;
  reason: string;
  runId: string | null;
};

const PAGE = 25;

/** The choices out of a pool, the latest first. */
export async function listAssignments(
  workspaceId: WorkspaceId,
  poolId: string,
  cursor: z.output<typeof assignmentCursorSchema> | undefined,
) {
  const { rows } = await pool().query<AssignmentItem>(
    `select a.id, a.at, a.user_id as "userId", coalesce(u.name, 'Former member') as "userName", a.contact_id as "contactId",
       coalesce(nullif(c.name, ''), c.email, c.phone, c.external_id, '') as "contactName", a.kept, a.reason, a.run_id as "runId"
     from assignments a join contacts c on c.workspace_id = a.workspace_id and c.id = a.contact_id
     left join memberships m on m.workspace_id = a.workspace_id and m.user_id = a.user_id
     left join users u on u.id = m.user_id
     where a.workspace_id = $1 and a.pool_id = $2 and ($3::timestamptz is null or (a.at, a.id) < ($3, $4::uuid))
     order by a.at desc, a.id desc limit ${PAGE + 1}`,
    [workspaceId, poolId, cursor?.at ?? null, cursor?.id ?? null],
  );
  const assignments = rows.slice(0, PAGE);
  const last = assignments.at(-1);
  return { assignments, nextCursor: rows.length > PAGE && last ? { at: last.at, id: last.id } : null };
}
