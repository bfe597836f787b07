import type { Tx } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { env } from "@/server/env";

/** The address by which a contact recommends the workspace. */
export async function referralLink(tx: Tx, workspaceId: WorkspaceId, code: string): Promise<string> {
  const { rows } = await tx.query<{ slug: string }>("select slug from workspaces where id = $1::uuid", [
    workspaceId,
  ]);
  const origin = env().AUTH_URL ?? `http://localhost:${env().PORT}`;
  return `${origin}/r/${rows[0]?.slug ?? ""}/${code}`;
}
