import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import type { WorkspaceId } from "../domain/workspace";
import { type Actor, writeAudit } from "../ops/audit";
import { refreshAllowance } from "./allowance";

export type NewGrant = {
  milliTokens: number;
  reason: string;
  /** Null: never. */
  expiresAt: Date | null;
  by: Actor;
};

/** Gives a workspace tokens besides those of its plan. They are there at once, and runs that waited for some go on. */
export async function grantTokens(
  tx: Tx,
  workspaceId: WorkspaceId,
  { milliTokens, reason, expiresAt, by }: NewGrant,
): Promise<string> {
  const at = now();
  if (!Number.isSafeInteger(milliTokens) || milliTokens <= 0)
    throw wrong("tokens", "Give at least 0.001 tokens, in steps of 0.001.");
  if (reason.trim() === "") throw wrong("reason", "Say why these tokens are given: the workspace reads it.");
  if (expiresAt && expiresAt <= at)
    throw wrong("expires", "The tokens would have expired already. Name a moment that is still to come.");
  const id = newId();
  await tx.query(
    `insert into token_grants (id, workspace_id, milli_tokens, reason, expires_at, given_by, created_at)
     values ($1::uuid, $2::uuid, $3::bigint, $4, $5::timestamptz, $6, $7::timestamptz)`,
    [id, workspaceId, milliTokens, reason, expiresAt, by.name, at],
  );
  await refreshAllowance(tx, workspaceId);
  await writeAudit(tx, {
    workspaceId,
    actor: by,
    action: "credit.granted",
    target: { type: "credit", id, name: reason },
    details: { tokens: milliTokens / 1000, expires: expiresAt && `${minuteOf(expiresAt)} UTC` },
  });
  return id;
}

/** "2027-01-31 23:00" */
const minuteOf = (at: Date) => at.toISOString().slice(0, 16).replace("T", " ");

const wrong = (field: string, message: string) =>
  new AppError("invalid", message, { problems: [{ field, message }] });
