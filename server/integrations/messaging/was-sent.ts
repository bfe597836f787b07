import { inTransaction } from "@/server/db/pool";
import type { MessageState } from "@/server/domain/message";
import { markMessage } from "@/server/records/message";
import type { ActionContext } from "../action";

/**
 * Of an email that was on its way when the server stopped: whether the Outbox knows that it left. One that still stands
 * there as queued may have left or not: that is what it says from now on.
 */
export function wasSent({ workspaceId, idempotencyKey }: ActionContext): Promise<boolean> {
  return inTransaction(async (tx) => {
    const { rows } = await tx.query<{ id: string; state: MessageState }>(
      "select id, state from messages where workspace_id = $1::uuid and send_key = $2 for update",
      [workspaceId, idempotencyKey],
    );
    const message = rows[0];
    if (!message) return false;
    if (message.state === "queued")
      await markMessage(tx, workspaceId, message.id, { state: "failed", error: LEFT_BEHIND });
    return message.state !== "queued" && message.state !== "failed";
  });
}

const LEFT_BEHIND =
  "The server stopped while this was being sent. It may have arrived: ask the contact, or look into the mailbox, before sending again.";
