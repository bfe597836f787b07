import type { Prisma } from "@/prisma/generated/client";
import { randomSecret, seal, sha256 } from "@/server/crypto";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
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
