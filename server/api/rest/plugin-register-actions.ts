import * as z from "zod";
import { pluginActionSchema } from "@/server/domain/plugin-manifest";
import { registerActions } from "@/server/features/plugins/mutations";
import { nothing } from "./contract";
import { printable } from "./event-body";
import { restRoute } from "./rest-route";

const actionSchema = z
  .record(z.string(), z.unknown(), "Has to be an object.")
  .superRefine((action, context) => {
    for (const { path, message } of pluginActionSchema.safeParse(action).error?.issues ?? [])
      context.addIssue({ code: "custom", path, message });
  })
  .meta({
    description:
      "{ action_type, title, category, required_fields, endpoint } or { id, name, method, input_schema, endpoint }. The endpoint is a path below the plugin's own address.",
  });

export const pluginRegisterActions = restRoute(
  {
    method: "POST",
    path: "/api/plugins/{slug}/register-actions",
    tag: "Actions",
    summary: "Register a plugin's actions",
    description:
      "Adds the actions to the plugin, or replaces those of the same action_type; others stay. A slug that nobody has yet becomes a plugin of this workspace and is installed in it: then webhook_secret is what its calls are signed with (Standard Webhooks), told this once.",
    access: { kind: "bearer", scope: "plugins:register" },
    params: z.object({ slug: z.string().min(1).max(100) }),
    query: nothing,
    body: z.object(
      {
        actions: z
          .array(actionSchema, "Has to be a list.")
          .min(1, "Is empty.")
          .max(200, "At most 200 at once."),
        name: printable(200).optional().meta({ description: "Of a new plugin; else its slug." }),
        webhook_url: z
          .url({ protocol: /^https?$/, error: "Has to be an address such as https://example.com/baton." })
          .max(2000)
          .refine((url) => !/[?#]/.test(url), "Has neither ? nor #.")
          .optional()
          .meta({ description: "Where the plugin is called; endpoints are below it." }),
        tenant_id: z.unknown().optional(),
      },
      "Has to be a JSON object.",
    ),
    success: {
      status: 200,
      description: "Registered.",
      schema: z.object({
        plugin_id: z.string(),
        registered: z.array(z.string()).meta({ description: "The action_types of this request." }),
        total: z.int().meta({ description: "Actions that the plugin has now." }),
        webhook_secret: z.string().optional(),
      }),
    },
  },
  async ({ workspaceId, credential: { actor }, params: { slug }, body }) => {
    const { pluginId, registered, total, secret } = await registerActions(workspaceId, actor, slug, {
      actions: body.actions,
      name: body.name,
      webhookUrl: body.webhook_url,
    });
    return { body: { plugin_id: pluginId, registered, total, ...(secret && { webhook_secret: secret }) } };
  },
);
