import { inTransaction } from "@/server/db/pool";
import type { CallEnd } from "@/server/domain/call";
import { AppError } from "@/server/domain/errors";
import type { WorkspaceId } from "@/server/domain/workspace";
import type { Actor } from "@/server/ops/audit";
import { callOfMessage, completeCall } from "@/server/records/call";

/** Says in the place of the contact how a call of the sandbox ended. */
export function answerCall(
  workspaceId: WorkspaceId,
  actor: Actor,
  messageId: string,
  end: CallEnd,
): Promise<void> {
  return inTransaction(async (tx) => {
    const callId = await callOfMessage(tx, workspaceId, messageId);
    if (!callId) throw new AppError("not_found", "There is no such call in this workspace.");
    await completeCall(tx, workspaceId, callId, end, { source: "platform", actor });
  });
}
