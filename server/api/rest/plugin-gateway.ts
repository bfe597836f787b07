import * as z from "zod";
import { AppError } from "@/server/domain/errors";
import { runDirect } from "@/server/engine/direct-run";
import { findPlugin } from "@/server/plugins/find-plugin";
import { actionCause } from "./action-cause";
import { nothing } from "./contract";
import { directError } from "./direct-error";
import { idempotencyKeyOf } from "./idempotency-key";
import { restRoute } from "./rest-route";

/** A door to an installed plugin: it gets the body as it is, and the call is a run that everybody can see. */
export const pluginGateway = restRoute(
  {
    method: "POST",
    path: "/plugins/{slug}/api/actions/{action}",
    tag: "Actions",
    summary: "Call a plugin's action",
    description:
      "Hands the body to the plugin of this workspace, at its own address with the same path, signed like every call. It is metered and logged as an action, and messages obey the same rules.",
    access: { kind: "bearer", scope: "actions:run" },
    params: z.object({ slug: z.string().min(1).max(100), action: z.string().regex(/^[\w.-]{1,150}$/) }),
    query: nothing,
    body: z.record(z.string(), z.unknown(), "Has to be a JSON object."),
    idempotent: true,
    success: { status: 200, description: "What the plugin answered.", schema: z.unknown() },
    refusals: ["payment_required", "not_found", "conflict"],
  },
  async ({ workspaceId, credential, params: { slug, action }, body, headers }) => {
    const plugin = await findPlugin(workspaceId, slug);
    if (!plugin) throw new AppError("not_found", `The plugin “${slug}” is not installed in this workspace.`);
    const key = idempotencyKeyOf(headers) ?? credential.messageId;
    const done = await runDirect(workspaceId, {
      actionType: `/api/actions/${action}`,
      pluginId: plugin.id,
      payload: body,
      cause: actionCause(credential),
      ...(key && { idempotencyKey: `gateway:${plugin.id}:${action}:${key}` }),
    });
    if (!done.ok) throw directError(done.error);
    return { body: done.data, ...(done.pending && { status: 202 }) };
  },
);
