import { now } from "../db/clock";
import type { Tx } from "../db/pool";
import type { StepRef } from "../domain/run";
import type { ActionContext } from "../integrations/action";
import type { OpenConnection } from "../integrations/connection";
import type { RunMemory } from "./run-memory";

/** What an action is told of its step. */
export const actionContext = (
  { run, facts }: RunMemory,
  { ref, attempt, connection }: { ref: StepRef; attempt: number; connection?: OpenConnection | null },
  { tx, signal }: { tx: Tx | null; signal: AbortSignal },
): ActionContext => ({
  workspaceId: run.workspaceId,
  runId: run.id,
  stepId: ref.stepId,
  iterationPath: ref.path,
  idempotencyKey: `${run.id}:${ref.stepId}:${ref.path}`,
  attempt,
  now: now(),
  signal,
  tx,
  contactId: run.contactId,
  timezone: facts.timezone,
  mode: run.mode,
  connection: connection ?? null,
});
