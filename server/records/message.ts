import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";

export type NewMessage = {
  channel: "email" | "sms" | "slack" | "in_app";
  to: string;
  from?: string;
  subject?: string;
  body: string;
  template?: string | null | undefined;
  contactId?: string | null;
  runId?: string;
  stepId?: string;
  /** Idempotency key of what sends it: a second message under the same key is the first one. */
  sendKey: string;
};

/** Puts a message of the sandbox connection into the Outbox, once per key. */
export async function sendSandboxMessage(
  tx: Tx,
  workspaceId: WorkspaceId,
  message: NewMessage,
): Promise<{ id: string; repeated: boolean }> {
  const { rows } = await tx.query<{ id: string; repeated: boolean }>(SQL, [
    newId(),
    workspaceId,
    message.channel,
    message.to,
    message.from ?? "",
    message.subject ?? "",
    message.body,
    message.template ?? null,
    message.contactId ?? null,
    message.runId ?? null,
    message.stepId ?? null,
    message.sendKey,
    now(),
  ]);
  const row = rows[0];
  if (!row) throw new Error("The message was neither stored nor found under its key");
  return row;
}

/** The update changes nothing: it makes the row that was there first visible, also one committed a moment ago. */
const SQL = `
  insert into messages as m
    (id, workspace_id, channel, to_address, from_address, subject, body, template, contact_id, run_id, step_id, send_key, created_at)
  values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7, $8, $9::uuid, $10::uuid, $11, $12, $13::timestamptz)
  on conflict (workspace_id, send_key) do update set send_key = m.send_key
  returning id, id <> $1::uuid as repeated`;
