import type { Tx } from "../db/pool";
import type { Role, WorkspaceId } from "../domain/workspace";
import { notify } from "../records/notification";

/** A notification for each owner, or for whoever has one of the roles. `link` is a page of the workspace. */
export async function tellOwners(
  tx: Tx,
  workspaceId: WorkspaceId,
  { title, body, link }: { title: string; body: string; link: string },
  roles: Role[] = ["owner"],
): Promise<void> {
  const { rows } = await tx.query<{ userId: string; slug: string }>(
    `select member.user_id as "userId", workspace.slug from memberships member join workspaces workspace on workspace.id = member.workspace_id
     where member.workspace_id = $1 and member.role::text = any($2) order by 1`,
    [workspaceId, roles],
  );
  for (const { userId, slug } of rows)
    await notify(tx, workspaceId, { title, body, link: `/w/${slug}${link}`, userId });
}
