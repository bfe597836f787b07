import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";

/** Who made the flow, while a member; else owners and admins. */
export async function flowOwners(
  tx: Tx,
  workspaceId: WorkspaceId,
  flowId: string,
): Promise<{ userId: string; email: string; link: string }[]> {
  const { rows } = await tx.query<{ userId: string; email: string; link: string }>(
    `with people as (
       select m.user_id, m.role, u.email, m.user_id = f.created_by as made_it, '/w/' || w.slug || '/flows/' || f.id as link
       from automation_flows f join workspaces w on w.id = f.workspace_id
         join memberships m on m.workspace_id = f.workspace_id join users u on u.id = m.user_id
       where f.workspace_id = $1::uuid and f.id = $2::uuid
     )
     select user_id as "userId", email, link from people
     where made_it or (role in ('owner', 'admin') and not exists (select 1 from people where made_it)) order by user_id`,
    [workspaceId, flowId],
  );
  return rows;
}
