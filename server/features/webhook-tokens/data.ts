import { sha256, unseal } from "@/server/crypto";
import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import { mintWorkspaceId, type WorkspaceId } from "@/server/domain/workspace";
import type { TokenOwner } from "./mutations";

export type WebhookCredential = {
  tokenId: string;
  workspaceId: WorkspaceId;
  userId: string | null;
  flowId: string | null;
};

/** Whose address this token is, or null. Looked up by hash: nothing to compare, nothing to time. */
export async function findWebhookToken(token: string): Promise<WebhookCredential | null> {
  const { rows } = await pool().query<{
    id: string;
    workspace_id: string;
    user_id: string | null;
    flow_id: string | null;
  }>({
    name: "webhook-token",
    text: "select id, workspace_id, user_id, flow_id from webhook_tokens where hash = $1 and revoked_at is null",
    values: [sha256(token)],
  });
  const row = rows[0];
  if (!row) return null;
  return {
    tokenId: row.id,
    workspaceId: mintWorkspaceId(row.workspace_id),
    userId: row.user_id,
    flowId: row.flow_id,
  };
}

/** The token itself, to show its address to members. */
export async function readWebhookToken(workspaceId: WorkspaceId, owner: TokenOwner): Promise<string | null> {
  const row = await prisma().webhookToken.findFirst({
    where: { workspaceId, ...owner, revokedAt: null },
    select: { sealed: true },
    orderBy: { createdAt: "desc" },
  });
  return row ? unseal(row.sealed) : null;
}
