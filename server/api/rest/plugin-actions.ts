import * as z from "zod";
import { installedPlugins } from "@/server/plugins/installed-plugins";
import { type OfferedAction, offeredActions } from "@/server/plugins/offered-actions";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";

const actionSchema = z.object({
  action_type: z.string(),
  title: z.string(),
  description: z.string(),
  category: z.string(),
  source: z.enum(["platform", "plugin"]),
  plugin_id: z.string().nullable(),
  plugin_slug: z.string().nullable(),
  required_fields: z.array(z.string()),
  input_schema: z.record(z.string(), z.unknown()).meta({ description: "JSON Schema of the payload." }),
  endpoint: z
    .string()
    .meta({ description: "Where the action is posted; a plugin's is below its own address." }),
});

export const pluginActions = restRoute(
  {
    method: "GET",
    path: "/api/plugins/actions",
    tag: "Actions",
    summary: "List actions",
    description: "Everything that /api/plugins/events/automation can do in this workspace.",
    access: { kind: "bearer", scope: "actions:run" },
    params: nothing,
    query: nothing,
    body: nothing,
    success: {
      status: 200,
      description: "The platform's actions, then those of installed plugins.",
      schema: z.object({ actions: z.array(actionSchema) }),
    },
  },
  async ({ workspaceId }) => {
    const plugins = new Map((await installedPlugins(workspaceId)).map((plugin) => [plugin.id, plugin]));
    const actions = (await offeredActions(workspaceId)).map((action) => {
      const { offeredBy } = action;
      if (offeredBy.source === "platform")
        return answerOf(action, {
          source: "platform",
          id: null,
          slug: null,
          endpoint: "/api/events/automation",
        });
      const { pluginId: id, pluginSlug: slug } = offeredBy;
      const endpoint = plugins.get(id)?.actions.get(action.key)?.endpoint ?? "/";
      return answerOf(action, { source: "plugin", id, slug, endpoint });
    });
    return { body: { actions } };
  },
);

type Place = { source: "platform" | "plugin"; id: string | null; slug: string | null; endpoint: string };

const answerOf = (
  action: OfferedAction,
  { source, id, slug, endpoint }: Place,
): z.output<typeof actionSchema> => ({
  action_type: action.key,
  title: action.title,
  description: action.description,
  category: action.category,
  source,
  plugin_id: id,
  plugin_slug: slug,
  required_fields: action.required,
  input_schema: action.inputSchema,
  endpoint,
});
