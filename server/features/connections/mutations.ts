import { randomBytes } from "node:crypto";
import { seal, unseal } from "@/server/crypto";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import type { Tx } from "@/server/db/pool";
import { inTransaction } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import type { SmtpConnection, SmtpSettings } from "@/server/domain/smtp-settings";
import {
  OLD_SECRET_HOURS,
  type WebhookConnection,
  type WebhookSecret,
  webhookSecretSchema,
} from "@/server/domain/webhook-settings";
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
  const { host, port, from_address: from } = settings;
  const id = await save(workspaceId, actor, connectionId, {
    ...{ integration: "smtp", channel: "email", name, settings, isDefault },
    details: { integration: "smtp", host, port, from, default: isDefault },
    sealed(known) {
      if (known && password === "") {
        keepsPassword(known.settings, settings);
        return known.sealed;
      }
      return seal(JSON.stringify({ password }));
    },
  });
  return { id };
}

/** Makes an endpoint that events are delivered to, or changes it. `secret`: what it is signed with, told this once. */
export async function saveWebhookConnection(
  workspaceId: WorkspaceId,
  actor: Actor,
  connectionId: string | null,
  { name, settings, isDefault }: WebhookConnection,
): Promise<{ id: string; secret: string | null }> {
  const secret = connectionId ? null : newSecret();
  const id = await save(workspaceId, actor, connectionId, {
    ...{ integration: "webhook", channel: "webhook", name, settings, isDefault },
    details: { integration: "webhook", url: settings.url, default: isDefault },
    sealed: (known) => known?.sealed ?? sealSecret({ secret: secret ?? newSecret() }),
  });
  return { id, secret };
}

/** A new secret, told this once. For a day deliveries are signed with the old one as well. */
export async function rotateWebhookSecret(
  workspaceId: WorkspaceId,
  actor: Actor,
  connectionId: string,
): Promise<{ secret: string; oldUntil: Date }> {
  const secret = newSecret();
  const oldUntil = new Date(now().getTime() + OLD_SECRET_HOURS * 3_600_000);
  await inTransaction(async (tx) => {
    const { name, sealed } = await lockConnection(tx, workspaceId, connectionId, ["webhook"]);
    const before = webhookSecretSchema.parse(JSON.parse(unseal(sealed)));
    const next = { secret, previous: { secret: before.secret, until: oldUntil.toISOString() } };
    await tx.query(
      "update connections set sealed = $3, updated_at = $4::timestamptz where workspace_id = $1 and id = $2",
      [workspaceId, connectionId, sealSecret(next), now()],
    );
    const target = { type: "connection", id: connectionId, name };
    await writeAudit(tx, { workspaceId, actor, action: "connection.secret_changed", target });
  });
  forgetConnections(workspaceId);
  return { secret, oldUntil };
}

/** Takes a connection away. Messages that it carried keep its name; steps that name it fail and say so. */
export async function removeConnection(
  workspaceId: WorkspaceId,
  actor: Actor,
  connectionId: string,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { name } = await lockConnection(tx, workspaceId, connectionId, ["smtp", "webhook"]);
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
    const name = connectionId
      ? (await lockConnection(tx, workspaceId, connectionId, ["smtp"])).name
      : "Sandbox";
    await clearDefault(tx, workspaceId, "email");
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

type Saving = {
  integration: "smtp" | "webhook";
  channel: string;
  name: string;
  settings: object;
  isDefault: boolean;
  /** Of the audit log: nothing secret. */
  details: Record<string, unknown>;
  sealed: (known: Known | null) => string;
};

async function save(
  workspaceId: WorkspaceId,
  actor: Actor,
  connectionId: string | null,
  { integration, channel, name, settings, isDefault, details, sealed }: Saving,
): Promise<string> {
  const id = connectionId ?? newId();
  await inTransaction(async (tx) => {
    const known = connectionId ? await lockConnection(tx, workspaceId, connectionId, [integration]) : null;
    if (!known) await refuseTooMany(tx, workspaceId);
    const secret = sealed(known);
    if (isDefault) await clearDefault(tx, workspaceId, channel);
    await tx.query(
      `insert into connections (id, workspace_id, integration, channel, name, settings, sealed, is_default, created_at, updated_at)
       values ($1::uuid, $2::uuid, $8, $9, $3, $4::jsonb, $5, $6, $7::timestamptz, $7::timestamptz)
       on conflict (id) do update set name = excluded.name, settings = excluded.settings, sealed = excluded.sealed,
         is_default = excluded.is_default, checked_at = null, check_error = null, updated_at = excluded.updated_at`,
      [id, workspaceId, name, JSON.stringify(settings), secret, isDefault, now(), integration, channel],
    );
    await writeAudit(tx, {
      ...{ workspaceId, actor, action: known ? "connection.changed" : "connection.created" },
      ...{ target: { type: "connection", id, name }, details },
    });
  });
  forgetConnections(workspaceId);
  return id;
}

async function lockConnection(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  integrations: Saving["integration"][],
): Promise<Known> {
  const { rows } = await tx.query<Known>(
    `select name, settings, sealed from connections
      where workspace_id = $1 and id = $2 and integration = any($3::text[]) and archived_at is null for update`,
    [workspaceId, id, integrations],
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

/** 256 bits, as Standard Webhooks writes a secret. */
const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

const sealSecret = (secret: WebhookSecret): string => seal(JSON.stringify(secret));

const clearDefault = (tx: Tx, workspaceId: WorkspaceId, channel: string) =>
  tx.query(
    "update connections set is_default = false where workspace_id = $1 and channel = $2 and is_default",
    [workspaceId, channel],
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
