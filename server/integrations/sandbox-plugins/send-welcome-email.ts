import { newId } from "@/server/db/id";
import { inTransaction } from "@/server/db/pool";
import { emailAddress } from "@/server/domain/contact-key";
import { AppError } from "@/server/domain/errors";
import { isObject } from "@/server/domain/is-object";
import { findContact } from "@/server/records/contact-keys";
import { sendSandboxMessage } from "@/server/records/message";
import type { AnyAction } from "../action";
import { type ComposedEmail, composeEmail } from "../messaging/compose-email";
import { inputText } from "../messaging/input-text";
import { layOutEmail } from "../messaging/lay-out-email";
import { mergeFields } from "../messaging/merge-fields";
import { messageExcerpt } from "../messaging/message-excerpt";
import { SAMPLE_UNSUBSCRIBE_URL } from "../messaging/sample-link";
import { simulatedFields } from "../messaging/simulated-fields";
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
  mode,
  payload,
}: PluginRequest) {
  const to = welcomed(payload);
  return inTransaction(async (tx) => {
    const contactId = await findContact(tx, workspaceId, [`email:${to}`]);
    const known = await mergeFields(tx, workspaceId, contactId);
    const email = welcome(payload, known);
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
      mode,
      sendKey: idempotencyKey,
    });
    return { email_id: message.id, status: "sent", to, subject: email.subject, via: "sandbox" };
  });
}

/** The welcome that would leave, in a dry run. */
export const simulateWelcomeEmail: NonNullable<AnyAction["simulate"]> = (input, facts) => {
  const payload = isObject(input) ? input : {};
  const to = welcomed(payload);
  const email = welcome(payload, simulatedFields(facts));
  const { workspace } = facts;
  const around = { purpose: "transactional" as const, workspace, unsubscribeUrl: SAMPLE_UNSUBSCRIBE_URL };
  const { text } = layOutEmail(email, around);
  const { subject } = email;
  return {
    output: { email_id: SAMPLE_ID, status: "sent", to, subject, via: "sandbox" },
    message: { channel: "email", to, subject, body: text, purpose: "transactional" },
  };
};

const SAMPLE_ID = "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11";

function welcomed(payload: Record<string, unknown>): string {
  const given = inputText(payload, "email");
  const to = emailAddress(given);
  if (to) return to;
  throw new AppError(
    "invalid",
    `Email failed: ${given || "an empty text"} is not a valid email address. Fix the contact's email, or add an error branch.`,
  );
}

/** This action always sends a welcome: an unknown template is not a reason to send nothing. */
function welcome(payload: Record<string, unknown>, known: Record<string, unknown>): ComposedEmail {
  const { template: _template, variables, ...fields } = payload;
  return composeEmail({
    template: findSystemTemplate(inputText(payload, "template"))?.name ?? "welcome_email",
    data: { ...known, ...withoutBlanks(fields), ...withoutBlanks(variables) },
  });
}

export const welcomeEmailMeter: NonNullable<AnyAction["meter"]> = {
  kind: "email_sent",
  units: () => 1,
  describe: (input) => ({ to: inputText(input, "email"), message: messageExcerpt("Welcome email") }),
};
