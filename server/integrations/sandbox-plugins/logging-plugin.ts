import { pool } from "@/server/db/pool";
import { sendSandboxMessage } from "@/server/records/message";
import { inputText } from "../messaging/input-text";
import { type PluginRequest, servePlugin } from "./serve-plugin";

export const loggingPlugin = servePlugin({
  aliases: [],
  manifest: {
    name: "Logging Plugin",
    slug: "logging-plugin",
    version: "1.0.0",
    capabilities: {
      actions: [
        {
          id: "log_error",
          name: "Log Error",
          description: "Keeps an error where people see it: as a note to the workspace in the Outbox.",
          category: "logging",
          endpoint: "/api/actions/log-error",
          input_schema: {
            error: { required: false },
            message: { type: "string", required: false },
            step_id: { type: "string", required: false },
            run_id: { type: "string", required: false },
          },
          output_schema: { logged: "boolean", log_id: "string" },
        },
      ],
    },
  },
  actions: { log_error: logError },
});

async function logError({ workspaceId, idempotencyKey, runId, stepId, mode, payload }: PluginRequest) {
  const step = inputText(payload, "step_id");
  const text =
    inputText(payload, "message") ||
    inputText(payload, "error") ||
    inputText(payload.error, "message") ||
    "An error without a message";
  const note = await sendSandboxMessage(pool(), workspaceId, {
    channel: "in_app",
    to: "workspace",
    from: "Logging Plugin",
    subject: step ? `Error in step ${step}` : "Error",
    body: text,
    runId,
    stepId,
    mode,
    sendKey: idempotencyKey,
  });
  return { logged: true, log_id: note.id, message: text };
}
