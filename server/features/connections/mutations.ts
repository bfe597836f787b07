import { seal } from "@/server/crypto";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import type { Tx } from "@/server/db/pool";
import { inTransaction } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import type { SmtpConnection, SmtpSettings } from "@/server/domain/smtp-settings";
import type { WorkspaceId } from "@/server/domain/workspace";
import { forgetConnections } from "@/server/engine/resolve-connection";
import { type Actor, writeAudit } from "@/server/ops/audit";

const MAX_CONNECTIONS = 20;

/** Makes a connection to a mail server, or changes it. Without a password it keeps the one it has, for the same server. */
export async function saveSmtpConnection(
  workspaceId: WorkspaceId,
  actor: Actor,
  connectionId: string | null,
  { name, settings, password, isDefault }: SmtpConnection,
): Promise<{ id: string }> {
  const id = connectionId ?? newId();
  await inTransaction(async (tx) => {
    const known = connectionId ? await lockConnection(tx, workspaceId, connectionId) : null;
    if (!known) await refuseTooMany(tx, workspaceId);
    if (known && password === "") keepsPassword(known.settings, settings);
    const sealed = known && password === "" ? known.sealed : seal(JSON.stringify({ password }));
    const at = now();
    if (isDefault) await clearDefault(tx, workspaceId);
    await tx.query(
      `insert into connections (id, workspace_id, integration, channel, name, settings, sealed, is_default, created_at, updated_at)
       values ($1::uuid, $2::uuid, 'smtp', 'email', $3, $4::jsonb, $5, $6, $7::timestamptz, $7::timestamptz)
       on conflict (id) do update set name = excluded.name, settings = excluded.settings, sealed = excluded.sealed,
         is_default = excluded.is_default, checked_at = null, check_error = null, updated_at = excluded.updated_at`,
      [id, workspaceId, name, JSON.stringify(settings), sealed, isDefault, at],
    );
    await writeAudit(tx, {
      ...{ workspaceId, actor, action: known ? "connection.changed" : "connection.created" },
      target: { type: "connection", id, name },
      details: {
        integration: "smtp",
        host: settings.host,
        port: settings.port,
        from: settings.from_address,
        default: isDefault,
      },
    });
  });
  forgetConnections(workspaceId);
  return { id };
}

/** Takes a connection away. Messages that it carried keep its name; steps that name it fail and say so. */
export async function removeConnection(
  workspaceId: WorkspaceId,
  actor: Actor,
  connectionId: string,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { name } = await lockConnection(tx, workspaceId, connectionId);
    await tx.query(
      "update connections set archived_at = $3::timestamptz, sealed = '', is_default = false where workspace_id = $1 and id = $2",
      [workspaceId, connectionId, now()],
    );
    const target = { type: "connection", id: connectionId, name };
    await writeAudit(tx, { workspaceId, actor, action: "connection.removed", target });
  });
  forgetConnections(workspaceId);
}

/** What email leaves by when a step says nothing; null: nothing leaves, everything stays in the sandbox. */
export async function chooseDefaultConnection(
  workspaceId: WorkspaceId,
  actor: Actor,
  connectionId: string | null,
): Promise<void> {
  await inTransaction(async (tx) => {
    const name = connectionId ? (await lockConnection(tx, workspaceId, connectionId)).name : "Sandbox";
    await clearDefault(tx, workspaceId);
    if (connectionId)
      await tx.query("update connections set is_default = true where workspace_id = $1 and id = $2", [
        workspaceId,
        connectionId,
      ]);
    const target = { type: "connection", id: connectionId ?? "sandbox", name };
    await writeAudit(tx, {
      workspaceId,
      actor,
      action: "connection.default_chosen",
      target,
      details: { channel: "email" },
    });
  });
  forgetConnections(workspaceId);
}

type Known = { name: string; settings: Partial<SmtpSettings>; sealed: string };

async function lockConnection(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<Known> {
  const { rows } = await tx.query<Known>(
    `select name, settings, sealed from connections
      where workspace_id = $1 and id = $2 and integration = 'smtp' and archived_at is null for update`,
    [workspaceId, id],
  );
  if (!rows[0])
    throw new AppError("not_found", "There is no such connection in this workspace. Reload the list.");
  return rows[0];
}

/** A password goes to the server it was entered for and to no other. */
function keepsPassword(known: Partial<SmtpSettings>, settings: SmtpSettings): void {
  const isSame =
    known.host === settings.host &&
    known.port === settings.port &&
    known.user === settings.user &&
    !isWeaker(known, settings);
  if (isSame) return;
  const message = "Enter the password again: the server, its user or its protection changed.";
  throw new AppError("invalid", message, { problems: [{ field: "connection.password", message }] });
}

const isWeaker = (known: Partial<SmtpSettings>, { security }: SmtpSettings): boolean =>
  security === "none" && known.security !== "none";

const clearDefault = (tx: Tx, workspaceId: WorkspaceId) =>
  tx.query(
    "update connections set is_default = false where workspace_id = $1 and channel = 'email' and is_default",
    [workspaceId],
  );

async function refuseTooMany(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  const { rows } = await tx.query<{ open: number }>(
    "select count(*)::int as open from connections where workspace_id = $1 and archived_at is null",
    [workspaceId],
  );
  if ((rows[0]?.open ?? 0) >= MAX_CONNECTIONS)
    throw new AppError(
      "conflict",
      `A workspace has at most ${MAX_CONNECTIONS} connections. Remove one that is not used.`,
    );
}
