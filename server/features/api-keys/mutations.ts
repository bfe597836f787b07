import { randomSecret, sha256 } from "@/server/crypto";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { asTx, prisma } from "@/server/db/prisma";
import type { NewApiKey } from "@/server/domain/api-key";
import { AppError } from "@/server/domain/errors";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { API_KEY_PREFIX, forgetApiKey } from "./service";

const MAX_KEYS = 50;

/** Makes a key. `secret` is returned this once and kept nowhere. */
export async function createApiKey(
  workspaceId: WorkspaceId,
  actor: Actor,
  { name, scopes, origins }: NewApiKey,
) {
  const secret = randomSecret(API_KEY_PREFIX);
  const id = newId();
  return prisma().$transaction(async (db) => {
    const open = await db.apiKey.count({ where: { workspaceId, revokedAt: null } });
    if (open >= MAX_KEYS)
      throw new AppError(
        "conflict",
        `A workspace has at most ${MAX_KEYS} keys. Revoke one that is no longer used.`,
      );
    const prefix = secret.slice(0, API_KEY_PREFIX.length + 6);
    await db.apiKey.create({
      data: { id, workspaceId, name, prefix, hash: sha256(secret), scopes, origins, createdBy: actor.id },
    });
    const target = { type: "api_key", id, name };
    await writeAudit(asTx(db), {
      workspaceId,
      actor,
      action: "api_key.created",
      target,
      details: { scopes, origins, prefix },
    });
    return { id, name, prefix, secret };
  });
}

export async function revokeApiKey(workspaceId: WorkspaceId, actor: Actor, id: string): Promise<void> {
  const hash = await prisma().$transaction(async (db) => {
    const { count } = await db.apiKey.updateMany({
      where: { workspaceId, id, revokedAt: null },
      data: { revokedAt: now() },
    });
    if (count === 0)
      throw new AppError(
        "not_found",
        "There is no such key here, or it is already revoked. Reload the list.",
      );
    const key = await db.apiKey.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id } },
      select: { name: true, hash: true },
    });
    await writeAudit(asTx(db), {
      workspaceId,
      actor,
      action: "api_key.revoked",
      target: { type: "api_key", id, name: key.name },
    });
    return key.hash;
  });
  forgetApiKey(hash);
}
