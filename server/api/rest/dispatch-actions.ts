import * as z from "zod";
import { AppError } from "@/server/domain/errors";
import { runDirect } from "@/server/engine/direct-run";
import { logger } from "@/server/logger";
import { actionCause } from "./action-cause";
import { nothing, type RestContract } from "./contract";
import { dispatchBodySchema } from "./dispatch-body";
import { idempotencyKeyOf } from "./idempotency-key";
import { type RestAnswer, type RestCall, type RestRoute, restRoute } from "./rest-route";

const resultSchema = z.union([
  z.object({ action_type: z.string(), success: z.literal(true), data: z.unknown() }),
  z.object({ action_type: z.string(), success: z.literal(false), error: z.string() }),
]);

/** Does actions of the platform and of plugins at `path`, one after another. What one of them fails at is its own error. */
export function dispatchActions(path: RestContract["path"]): RestRoute {
  return restRoute(
    {
      method: "POST",
      path,
      tag: "Actions",
      summary: "Run actions",
      description:
        "Each event is one action of the platform or of a plugin, done in order and metered like a step. Answers 200 also when some of them fail: results has one entry for each event, in the same order, with its data or its error. What a rule holds back is a success with data.status “waiting”, and goes on by itself.",
      access: { kind: "bearer", scope: "actions:run" },
      params: nothing,
      query: nothing,
      body: dispatchBodySchema,
      idempotent: true,
      success: {
        status: 200,
        description: "What came of each event.",
        schema: z.object({ results: z.array(resultSchema) }),
      },
    },
    dispatch,
  );
}

type Result = z.output<typeof resultSchema>;
type Call = RestCall<z.output<typeof dispatchBodySchema>, unknown, unknown>;

async function dispatch(call: Call): Promise<RestAnswer> {
  const { body, headers, credential } = call;
  const key = idempotencyKeyOf(headers) ?? credential.messageId;
  const results: Result[] = [];
  for (const [index, event] of body.events.entries())
    results.push(await resultOf(call, event, key && `dispatch:${key}:${index}`));
  return { body: { results } };
}

async function resultOf(
  { workspaceId, credential, body, requestId }: Call,
  { action_type, plugin_id, payload }: Call["body"]["events"][number],
  idempotencyKey: string | undefined,
): Promise<Result> {
  try {
    const done = await runDirect(workspaceId, {
      actionType: action_type,
      pluginId: plugin_id ?? undefined,
      payload,
      cause: actionCause(credential),
      externalExecutionId: body.flow_execution_id ?? undefined,
      idempotencyKey,
    });
    if (done.ok) return { action_type, success: true, data: done.data };
    return { action_type, success: false, error: done.error.message };
  } catch (error) {
    // What the others came to must still be told.
    if (error instanceof AppError) return { action_type, success: false, error: error.message };
    logger.error(
      { requestId, error: error instanceof Error ? error.stack : String(error) },
      "an action failed",
    );
    return {
      action_type,
      success: false,
      error: `This failed on our side and was recorded under ${requestId}. Look whether it was done before you send it again.`,
    };
  }
}
