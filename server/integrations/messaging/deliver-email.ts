import { createHash } from "node:crypto";
import { inTransaction, pool } from "@/server/db/pool";
import { ActionError } from "@/server/domain/errors";
import type { MessageState } from "@/server/domain/message";
import { smtpSettingsSchema } from "@/server/domain/smtp-settings";
import { markMessage } from "@/server/records/message";
import { emitMessage, type MessageEvent } from "@/server/records/message-sent";
import type { ActionContext } from "../action";
import type { OpenConnection } from "../connection";
import { stepCause } from "../step-cause";
import { SmtpFailure } from "./smtp/smtp-failure";
import { type SmtpAccess, sendOver, smtpSession } from "./smtp/smtp-session";
import { writeMail } from "./smtp/write-mail";
import type { StoredEmail } from "./store-email";
import { unsubscribeUrl } from "./unsubscribe-link";

/** Sends an email that stands in the Outbox, by the connection of the step, and writes down what became of it. */
export async function deliverEmail(
  stored: Pick<StoredEmail, "id">,
  replyTo: string | undefined,
  ctx: ActionContext & { connection: OpenConnection },
): Promise<void> {
  const { workspaceId, connection } = ctx;
  const row = await readEmail(ctx, stored.id);
  // Another attempt of this very step got it through.
  if (row.state !== "queued" && row.state !== "failed") return;
  const access = smtpAccess(connection);
  const messageId = messageIdOf(ctx.idempotencyKey, access.settings.from_address);
  const raw = await writeMail(access.settings, {
    ...{
      messageId,
      replyTo,
      to: row.to_address,
      subject: row.subject,
      html: row.html,
      text: row.text ?? row.body,
    },
    unsubscribeUrl: row.purpose === "marketing" ? unsubscribeUrl(stored.id) : null,
    date: ctx.now,
  });
  try {
    await smtpSession(access, ctx.signal, (session, failed) =>
      sendOver(session, failed, access.settings.host, {
        from: access.settings.from_address,
        to: row.to_address,
        raw,
      }),
    );
  } catch (error) {
    if (!(error instanceof SmtpFailure)) throw error;
    const isFinal = !error.retryable && error.reason !== "unknown";
    await settle("failed", isFinal ? "message.failed" : null, error.message);
    throw asActionError(error);
  }
  await settle("sent", "email.sent");

  function settle(
    state: MessageState,
    event: MessageEvent | null,
    error: string | null = null,
  ): Promise<void> {
    return inTransaction(async (tx) => {
      const marked = await markMessage(tx, workspaceId, stored.id, { state, error, externalId: messageId });
      if (marked && event) await emitMessage(tx, workspaceId, stored.id, event, stepCause(ctx));
    });
  }
}

/** The settings and password of a connection that was checked when it was saved. */
export function smtpAccess({ settings, secret }: Pick<OpenConnection, "settings" | "secret">): SmtpAccess {
  const { password } = secret();
  return {
    settings: smtpSettingsSchema.parse(settings),
    password: typeof password === "string" ? password : "",
  };
}

/** The same for every attempt of a step: a receiver that gets it twice can tell. */
const messageIdOf = (key: string, from: string): string =>
  `${createHash("sha256").update(key).digest("hex").slice(0, 40)}@${from.slice(from.lastIndexOf("@") + 1)}`;

function asActionError(failure: SmtpFailure): ActionError {
  if (failure.reason === "unknown")
    return new ActionError(
      "outcome_unknown",
      `Email: ${failure.message}. It may have been sent: ask the contact, or look into the mailbox, before sending again.`,
    );
  const way = {
    credentials: "Correct them in Settings, Connections.",
    address_refused: "Use another server in Settings, Connections.",
    refused: "Check the address, or add an error branch.",
    deferred: "It is tried again as the flow's settings say.",
    not_reached: "Check the server in Settings, Connections.",
    timeout: "Check the server in Settings, Connections.",
  }[failure.reason];
  return new ActionError(`smtp_${failure.reason}`, `Email failed: ${failure.message}. ${way}`, {
    retryable: failure.retryable,
  });
}

type EmailRow = {
  to_address: string;
  subject: string;
  body: string;
  html: string | null;
  text: string | null;
  purpose: string;
  state: MessageState;
};

async function readEmail({ workspaceId }: ActionContext, id: string): Promise<EmailRow> {
  const { rows } = await pool().query<EmailRow>(
    "select to_address, subject, body, html, text, purpose, state from messages where workspace_id = $1 and id = $2",
    [workspaceId, id],
  );
  const row = rows[0];
  if (!row) throw new Error(`The message ${id} is not in the Outbox`);
  return row;
}
