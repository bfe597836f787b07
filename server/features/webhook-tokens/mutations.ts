import type { Prisma } from "@/prisma/generated/client";
import { randomSecret, seal, sha256 } from "@/server/crypto";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import type { Tx } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";

/** What a token opens: the address of a member, or of one flow. */
export type TokenOwner = { userId: string } | { flowId: string };

/** Makes a token and returns it. Kept as a hash to find it by, and sealed to show its address again. */
export async function issueWebhookToken(
  db: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  owner: TokenOwner,
): Promise<string> {
  const token = randomSecret("whk_");
  await db.webhookToken.create({
    data: { id: newId(), workspaceId, ...owner, hash: sha256(token), sealed: seal(token) },
  });
  return token;
}

/** A flow with a webhook trigger has an address of its own, for as long as it lives. */
export async function ensureFlowAddress(tx: Tx, workspaceId: WorkspaceId, flowId: string): Promise<void> {
  const token = randomSecret("whk_");
  await tx.query(
    `insert into webhook_tokens (id, workspace_id, flow_id, hash, sealed) select $1::uuid, $2::uuid, $3::uuid, $4, $5
     where not exists (select 1 from webhook_tokens where workspace_id = $2::uuid and flow_id = $3::uuid and revoked_at is null)`,
    [newId(), workspaceId, flowId, sha256(token), seal(token)],
  );
}

export async function revokeWebhookTokens(
  db: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  owner: TokenOwner,
): Promise<void> {
  await db.webhookToken.updateMany({
    where: { workspaceId, ...owner, revokedAt: null },
    data: { revokedAt: now() },
  });
}
