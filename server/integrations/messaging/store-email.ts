import { newId } from "@/server/db/id";
import type { Tx } from "@/server/db/pool";
import type { MessageState } from "@/server/domain/message";
import { findContact } from "@/server/records/contact-keys";
import { insertMessage } from "@/server/records/message";
import { emitMessage } from "@/server/records/message-sent";
import type { ActionContext } from "../action";
import { stepCause } from "../step-cause";
import { findTemplate } from "./find-template";
import { layOutEmail } from "./lay-out-email";
import { mergeFields } from "./merge-fields";
import { unsubscribeUrl } from "./unsubscribe-link";
import { type EmailInput, emailTo, writtenEmail } from "./written-email";

export type StoredEmail = { id: string; to: string; subject: string; state: MessageState };

/** Composes an email and puts it into the Outbox: delivered in the sandbox, queued where a connection will carry it. */
export async function storeEmail(tx: Tx, input: EmailInput, ctx: ActionContext): Promise<StoredEmail> {
  const to = emailTo(input);
  const { workspaceId, connection, idempotencyKey: sendKey } = ctx;
  const known = await mergeFields(tx, workspaceId, ctx.contactId);
  const template = input.template ? await findTemplate(tx, workspaceId, "email", input.template) : null;
  const email = writtenEmail(input, template, known);
  const id = (connection && (await storedId(tx, ctx))) || newId();
  const purpose = input.purpose ?? "transactional";
  const laidOut = layOutEmail(email, {
    purpose,
    workspace: String(known.workspace ?? ""),
    unsubscribeUrl: unsubscribeUrl(id),
  });
  const stored = await insertMessage(tx, workspaceId, {
    ...{ id, to, sendKey, purpose, channel: "email", state: connection ? "queued" : "delivered" },
    ...{ via: connection?.integration ?? "sandbox", connectionId: connection?.id ?? null },
    // A mail server sends in its own name only; the step's sender is who answers go to.
    from: connection ? senderOf(connection.settings) : input.from,
    subject: email.subject,
    template: email.template,
    ...laidOut,
    contactId: await findContact(tx, workspaceId, [`email:${to}`]),
    ...{ runId: ctx.runId, stepId: ctx.stepId, mode: ctx.mode },
  });
  if (!stored.repeated && !connection)
    await emitMessage(tx, workspaceId, stored.id, "email.sent", stepCause(ctx));
  return { id: stored.id, to, subject: email.subject, state: stored.state };
}

/** A repeated call fills the row of the first: the link in the text names it. */
async function storedId(tx: Tx, { workspaceId, idempotencyKey }: ActionContext): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    "select id from messages where workspace_id = $1::uuid and send_key = $2",
    [workspaceId, idempotencyKey],
  );
  return rows[0]?.id ?? null;
}

const senderOf = (settings: Record<string, unknown>): string | undefined =>
  typeof settings.from_address === "string" ? settings.from_address : undefined;
