import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { CallEnd } from "../domain/call";
import { AppError } from "../domain/errors";
import { messageSentiment, SENTIMENT_LABEL } from "../domain/message-sentiment";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { changeContact, lockContact } from "./contact";
import { contactKeysPayload } from "./contact-payload";
import { emit } from "./emit";
import { markMessage, sendSandboxMessage } from "./message";

export type NewCall = {
  to: string;
  from: string;
  script: string;
  agentId: string | null;
  contactId: string | null;
  runId: string;
  stepId: string;
  /** Idempotency key of the step. */
  sendKey: string;
  mode: "live" | "test";
};

/** A call of the sandbox: it rings in the Outbox until somebody says how it ended. */
export async function startCall(tx: Tx, workspaceId: WorkspaceId, call: NewCall): Promise<{ id: string }> {
  const message = await sendSandboxMessage(tx, workspaceId, {
    channel: "call",
    to: call.to,
    from: call.from,
    body: call.script,
    contactId: call.contactId,
    runId: call.runId,
    stepId: call.stepId,
    sendKey: call.sendKey,
    mode: call.mode,
  });
  const { rows } = await tx.query<{ id: string }>(
    `insert into calls as c (id, workspace_id, contact_id, agent_id, to_number, from_number, script, message_id, run_id, step_id, send_key, created_at)
     values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7, $8::uuid, $9::uuid, $10, $11, $12::timestamptz)
     on conflict (workspace_id, send_key) do update set send_key = c.send_key returning id`,
    [
      newId(),
      workspaceId,
      call.contactId,
      call.agentId,
      call.to,
      call.from,
      call.script,
      message.id,
      call.runId,
      call.stepId,
      call.sendKey,
      now(),
    ],
  );
  const row = rows[0];
  if (!row) throw new Error("The call was neither stored nor found under its key");
  return row;
}

export type CallRow = {
  id: string;
  status: string;
  seconds: number | null;
  transcript: string | null;
  contact_id: string | null;
  message_id: string | null;
  to_number: string;
  from_number: string;
  run_id: string | null;
  mode: "live" | "test";
};

/** The call, for this transaction alone: it ends once. */
export async function lockCall(tx: Tx, workspaceId: WorkspaceId, callId: string): Promise<CallRow> {
  const { rows } = await tx.query<CallRow>(
    `select c.id, c.status, c.seconds, c.transcript, c.contact_id, c.message_id, c.to_number, c.from_number, c.run_id, coalesce(m.mode, 'live') as mode
     from calls c left join messages m on m.workspace_id = c.workspace_id and m.id = c.message_id
     where c.workspace_id = $1::uuid and c.id = $2::uuid for update of c`,
    [workspaceId, callId],
  );
  const row = rows[0];
  if (!row) throw new AppError("not_found", "There is no such call in this workspace.");
  return row;
}

/** The call that a message of the Outbox shows. */
export async function callOfMessage(
  tx: Tx,
  workspaceId: WorkspaceId,
  messageId: string,
): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    "select id from calls where workspace_id = $1::uuid and message_id = $2::uuid",
    [workspaceId, messageId],
  );
  return rows[0]?.id ?? null;
}

/**
 * A call is over: its row, the events about it and, where something was said, the mood of it, in one transaction. The run
 * that made it hears of it by the event, and settles.
 */
export async function completeCall(
  tx: Tx,
  workspaceId: WorkspaceId,
  callId: string,
  end: CallEnd,
  cause: Cause,
): Promise<void> {
  const call = await lockCall(tx, workspaceId, callId);
  if (call.status !== "ringing")
    throw new AppError(
      "conflict",
      `This call is over already (${call.status}). Make another one to try again.`,
    );
  await endCall(tx, workspaceId, call, end, cause);
}

/** Of a call that is locked and still rings. */
export async function endCall(
  tx: Tx,
  workspaceId: WorkspaceId,
  call: CallRow,
  { status, seconds, transcript }: CallEnd,
  cause: Cause,
): Promise<void> {
  const said = transcript?.trim() || null;
  await tx.query(
    "update calls set status = $3, seconds = $4::int, transcript = $5, ended_at = $6::timestamptz where workspace_id = $1::uuid and id = $2::uuid",
    [workspaceId, call.id, status, seconds, said, now()],
  );
  if (call.message_id && status === "failed")
    await markMessage(tx, workspaceId, call.message_id, { state: "failed", error: "The call failed." });
  const contact = call.contact_id ? await lockContact(tx, workspaceId, call.contact_id) : null;
  const about = {
    call_id: call.id,
    direction: "outbound",
    status,
    duration_seconds: seconds,
    to: call.to_number,
    from: call.from_number || null,
    run_id: call.run_id,
    ...(contact ? contactKeysPayload(contact) : { phone: call.to_number }),
  };
  const why: Cause = { ...cause, mode: cause.mode ?? call.mode };
  await emit(tx, workspaceId, "call.completed", { ...about, transcript: said }, why);
  if (!said) return;
  const { sentiment, score } = messageSentiment(said);
  if (contact) await changeContact(tx, workspaceId, contact.id, { last_sentiment: sentiment }, why);
  await emit(
    tx,
    workspaceId,
    "call.analyzed",
    { ...about, transcript: said, sentiment, sentiment_score: score, sentiment_by: SENTIMENT_LABEL },
    why,
  );
}
