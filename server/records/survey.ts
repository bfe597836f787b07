import { randomBytes } from "node:crypto";
import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { mintWorkspaceId, type WorkspaceId } from "../domain/workspace";
import { lockContact } from "./contact";
import { contactKeysPayload } from "./contact-payload";
import { emit } from "./emit";

export type NewSurvey = {
  question: string;
  contactId: string | null;
  runId: string;
  stepId: string;
  /** Idempotency key of the step: under the same one the first survey. */
  sendKey: string;
  mode: "live" | "test";
};

/** A question with a page of its own, whose address nobody can guess. */
export async function createSurvey(
  tx: Tx,
  workspaceId: WorkspaceId,
  survey: NewSurvey,
): Promise<{ id: string; token: string }> {
  const { rows } = await tx.query<{ id: string; token: string }>(
    `insert into surveys as s (id, workspace_id, token, contact_id, question, run_id, step_id, send_key, mode, created_at)
     values ($1::uuid, $2::uuid, $3, $4::uuid, $5, $6::uuid, $7, $8, $9::"RunMode", $10::timestamptz)
     on conflict (workspace_id, send_key) do update set send_key = s.send_key returning id, token`,
    [
      newId(),
      workspaceId,
      randomBytes(24).toString("base64url"),
      survey.contactId,
      survey.question,
      survey.runId,
      survey.stepId,
      survey.sendKey,
      survey.mode,
      now(),
    ],
  );
  const row = rows[0];
  if (!row) throw new Error("The survey was neither stored nor found under its key");
  return row;
}

export type SurveyAnswer = { rating: number; comment: string };

/** Kept once, with the event about it; false: it was answered before, and that answer stands. null: no such survey. */
export async function answerSurvey(
  tx: Tx,
  token: string,
  { rating, comment }: SurveyAnswer,
): Promise<boolean | null> {
  const { rows } = await tx.query<{
    id: string;
    workspace_id: string;
    contact_id: string | null;
    question: string;
    run_id: string | null;
    mode: "live" | "test";
    answered_at: Date | null;
  }>("select * from surveys where token = $1 for update", [token]);
  const survey = rows[0];
  if (!survey) return null;
  if (survey.answered_at) return false;
  const workspaceId = mintWorkspaceId(survey.workspace_id);
  const at = now();
  await tx.query("update surveys set answered_at = $2::timestamptz where id = $1::uuid", [survey.id, at]);
  await tx.query(
    "insert into survey_responses (survey_id, workspace_id, rating, comment, created_at) values ($1::uuid, $2::uuid, $3::int, $4, $5::timestamptz)",
    [survey.id, workspaceId, rating, comment, at],
  );
  const contact = survey.contact_id ? await lockContact(tx, workspaceId, survey.contact_id) : null;
  await emit(
    tx,
    workspaceId,
    "survey.answered",
    {
      ...{ survey_id: survey.id, question: survey.question, rating, comment, run_id: survey.run_id },
      ...(contact && contactKeysPayload(contact)),
    },
    {
      source: "platform",
      mode: survey.mode,
      ...(contact && { actor: { type: "contact" as const, id: contact.id, name: contact.name } }),
    },
  );
  return true;
}
