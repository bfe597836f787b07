import type { PluginCondition, PluginTrigger } from "../domain/plugin-manifest";
import type { WorkspaceId } from "../domain/workspace";
import { type ActionManifest, manifest, toManifest } from "../integrations/registry";
import { type InstalledPlugin, installedPlugins } from "./installed-plugins";
import { toAction } from "./plugin-action";

type OfferedBy =
  | { source: "platform" }
  | {
      source: "plugin";
      pluginId: string;
      pluginSlug: string;
      pluginAliases: string[];
      pluginName: string;
      sandbox: boolean;
    };

/** An action as a form, a validation or a caller of the API needs to know it. */
export type OfferedAction = ActionManifest & { offeredBy: OfferedBy };
export type OfferedTrigger = PluginTrigger & { offeredBy: OfferedBy };
export type OfferedCondition = PluginCondition & { offeredBy: OfferedBy };

/** Every action a step of this workspace can be: the platform's, then those of its plugins. */
export async function offeredActions(workspaceId: WorkspaceId): Promise<OfferedAction[]> {
  const plugins = await installedPlugins(workspaceId);
  return [
    ...manifest().map((action) => ({ ...action, offeredBy: { source: "platform" as const } })),
    ...plugins.flatMap((plugin) =>
      [...plugin.actions.values()].map((action) => ({
        ...toManifest(toAction(plugin, action), plugin.slug),
        offeredBy: offeredBy(plugin),
      })),
    ),
  ];
}

/** Conditions that plugins of this workspace answer. */
export async function offeredConditions(workspaceId: WorkspaceId): Promise<OfferedCondition[]> {
  const plugins = await installedPlugins(workspaceId);
  return plugins.flatMap((plugin) =>
    [...plugin.conditions.values()].map((condition) => ({ ...condition, offeredBy: offeredBy(plugin) })),
  );
}

/** Events that plugins of this workspace say they send. */
export async function offeredTriggers(workspaceId: WorkspaceId): Promise<OfferedTrigger[]> {
  const plugins = await installedPlugins(workspaceId);
  return plugins.flatMap((plugin) =>
    plugin.triggers.map((trigger) => ({ ...trigger, offeredBy: offeredBy(plugin) })),
  );
}

const offeredBy = ({ id, slug, aliases, name, sandbox }: InstalledPlugin) => ({
  source: "plugin" as const,
  pluginId: id,
  pluginSlug: slug,
  pluginAliases: aliases,
  pluginName: name,
  sandbox,
});
