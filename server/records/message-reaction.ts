import type { Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { markMessage } from "./message";
import { emitMessage } from "./message-sent";

export type Reaction =
  | { messageId: string; reaction: "opened" }
  | { messageId: string; reaction: "clicked"; url: string };

/**
 * The contact opened an email, or followed a link in it: its state in the Outbox, and email.opened or email.clicked. Only
 * the first opening is news; every click is, each may lead elsewhere. False: nothing new.
 */
export async function takeReaction(
  tx: Tx,
  workspaceId: WorkspaceId,
  reaction: Reaction,
  cause: Cause,
): Promise<boolean> {
  const { rows } = await tx.query<{ mode: "live" | "test" }>(
    `select mode from messages where workspace_id = $1::uuid and id = $2::uuid and direction = 'out' and channel = 'email'
       and state in ('sent', 'delivered', 'opened', 'clicked') for update`,
    [workspaceId, reaction.messageId],
  );
  const message = rows[0];
  if (!message) throw new AppError("conflict", "Only an email that was sent can be opened.");
  const { messageId, reaction: state } = reaction;
  const changed = await markMessage(tx, workspaceId, messageId, { state });
  if (!changed && state === "opened") return false;
  const type = state === "opened" ? "email.opened" : "email.clicked";
  const more = reaction.reaction === "clicked" ? { url: reaction.url } : {};
  await emitMessage(tx, workspaceId, messageId, type, { ...cause, mode: cause.mode ?? message.mode }, more);
  return true;
}
