import { newId } from "@/server/db/id";
import { inTransaction } from "@/server/db/pool";
import { emailAddress } from "@/server/domain/contact-key";
import { AppError } from "@/server/domain/errors";
import { findContact } from "@/server/records/contact-keys";
import { sendSandboxMessage } from "@/server/records/message";
import type { AnyAction } from "../action";
import { composeEmail } from "../messaging/compose-email";
import { inputText } from "../messaging/input-text";
import { layOutEmail } from "../messaging/lay-out-email";
import { mergeFields } from "../messaging/merge-fields";
import { messageExcerpt } from "../messaging/message-excerpt";
import { findSystemTemplate } from "../messaging/system-templates";
import { unsubscribeUrl } from "../messaging/unsubscribe-link";
import { withoutBlanks } from "../messaging/without-blanks";
import type { PluginRequest } from "./serve-plugin";

/** Writes a welcome email to payload.email into the Outbox, once per idempotency key. */
export async function sendWelcomeEmail({
  workspaceId,
  idempotencyKey,
  runId,
  stepId,
  payload,
}: PluginRequest) {
  const given = inputText(payload, "email");
  const to = emailAddress(given);
  if (!to) {
    throw new AppError(
      "invalid",
      `Email failed: ${given || "an empty text"} is not a valid email address. Fix the contact's email, or add an error branch.`,
    );
  }
  return inTransaction(async (tx) => {
    const contactId = await findContact(tx, workspaceId, [`email:${to}`]);
    const known = await mergeFields(tx, workspaceId, contactId);
    const { template: _template, variables, ...fields } = payload;
    const email = composeEmail({
      // This action always sends a welcome: an unknown template is not a reason to send nothing.
      template: findSystemTemplate(inputText(payload, "template"))?.name ?? "welcome_email",
      data: {
        ...known,
        ...withoutBlanks(fields),
        ...withoutBlanks(variables),
      },
    });
    const id = newId();
    const message = await sendSandboxMessage(tx, workspaceId, {
      id,
      channel: "email",
      to,
      subject: email.subject,
      template: email.template,
      ...layOutEmail(email, {
        purpose: "transactional",
        workspace: String(known.workspace ?? ""),
        unsubscribeUrl: unsubscribeUrl(id),
      }),
      contactId,
      runId,
      stepId,
      sendKey: idempotencyKey,
    });
    return { email_id: message.id, status: "sent", to, subject: email.subject, via: "sandbox" };
  });
}

export const welcomeEmailMeter: NonNullable<AnyAction["meter"]> = {
  kind: "email_sent",
  units: () => 1,
  describe: (input) => ({ to: inputText(input, "email"), message: messageExcerpt("Welcome email") }),
};
