import { newId } from "@/server/db/id";
import { inTransaction, type Tx } from "@/server/db/pool";
import { ActionError } from "@/server/domain/errors";
import type { WorkspaceId } from "@/server/domain/workspace";
import type { ActionContext, AnyAction } from "@/server/integrations/action";

export function actionContext(
  workspaceId: WorkspaceId,
  tx: Tx | null,
  more: Partial<ActionContext> = {},
): ActionContext {
  const runId = more.runId ?? newId();
  return {
    workspaceId,
    runId,
    stepId: "step_1",
    iterationPath: "",
    idempotencyKey: `${runId}:step_1:`,
    attempt: 1,
    now: new Date(),
    signal: AbortSignal.timeout(10_000),
    tx,
    contactId: null,
    timezone: "America/New_York",
    mode: "live",
    ...more,
  };
}

/** Runs an action as the engine does: its input checked, its internal effect in a transaction. */
export async function runAction(
  action: AnyAction | null,
  workspaceId: WorkspaceId,
  input: unknown,
  more: Partial<ActionContext> = {},
): Promise<unknown> {
  const parsed = action?.parse(input);
  if (!action || !parsed?.ok) throw new Error(`not fit to run: ${JSON.stringify(parsed)}`);
  if (action.effect(parsed.value) !== "internal")
    return action.run(parsed.value, actionContext(workspaceId, null, more));
  return inTransaction((tx) => action.run(parsed.value, actionContext(workspaceId, tx, more)));
}

export async function actionError(
  running: Promise<unknown>,
): Promise<Pick<ActionError, "code" | "message" | "retryable" | "retryAfterMs">> {
  const error = await running.then(
    (output) => new Error(`it succeeded: ${JSON.stringify(output)}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ActionError)) throw error;
  const { code, message, retryable, retryAfterMs } = error;
  return { code, message, retryable, retryAfterMs };
}
