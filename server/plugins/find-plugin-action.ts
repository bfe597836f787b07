import type { PluginAction } from "../domain/plugin-manifest";
import type { WorkspaceId } from "../domain/workspace";
import type { AnyAction } from "../integrations/action";
import { pluginBy } from "./find-plugin";
import { type InstalledPlugin, installedPlugins } from "./installed-plugins";
import { toAction } from "./plugin-action";

export type FoundPluginAction =
  | { ok: true; action: AnyAction; pluginId: string; pluginSlug: string }
  | { ok: false; message: string };

/**
 * The plugin action that a step means. `pluginRef` is an id, slug or alias; null means the only installed plugin that has
 * the action. What cannot be found is told in words that name the way out.
 */
export const findPluginAction = async (
  workspaceId: WorkspaceId,
  pluginRef: string | null,
  actionId: string,
): Promise<FoundPluginAction> => pluginActionOf(await installedPlugins(workspaceId), pluginRef, actionId);

/** The same of plugins that are at hand. */
export function pluginActionOf(
  plugins: readonly InstalledPlugin[],
  pluginRef: string | null,
  actionId: string,
): FoundPluginAction {
  if (pluginRef !== null) {
    const plugin = pluginBy(plugins, pluginRef);
    if (!plugin)
      return missing(
        `The plugin “${pluginRef}” is not installed in this workspace. Install it, or choose another action.`,
      );
    return actionOf(plugin, actionId);
  }
  const having = plugins.filter(({ actions }) => actions.has(actionId));
  const [only] = having;
  if (!only)
    return missing(
      `Nothing here offers the action “${actionId}”. Check its name, or install the plugin that has it.`,
    );
  if (having.length === 1) return actionOf(only, actionId);
  const names = having.map(({ slug }) => slug).join(", ");
  return missing(`Several plugins offer “${actionId}”: ${names}. Name one as plugin_id.`);
}

function actionOf(plugin: InstalledPlugin, actionId: string): FoundPluginAction {
  const isPath = actionId.startsWith("/");
  const declared = isPath ? actionAt(plugin, actionId) : plugin.actions.get(actionId);
  if (!declared) {
    const offered = [...plugin.actions.keys()].join(", ") || "none";
    return missing(`The plugin “${plugin.slug}” has no action “${actionId}”. It offers: ${offered}.`);
  }
  if (plugin.halted)
    return missing(
      `The plugin “${plugin.slug}” is stopped. Start it again under Plugins, or choose another action.`,
    );
  const action = isPath ? asItIs(toAction(plugin, declared)) : toAction(plugin, declared);
  return { ok: true, action, pluginId: plugin.id, pluginSlug: plugin.slug };
}

/** What stands at a path of the plugin's: an action that it declares there, or else just a place to post to. */
function actionAt(plugin: InstalledPlugin, path: string): PluginAction {
  const declared = [...plugin.actions.values()].find(({ endpoint }) => endpoint === path);
  if (declared) return { ...declared, method: "POST" };
  const word = path.slice(path.lastIndexOf("/") + 1);
  const named = plugin.actions.get(word) ?? plugin.actions.get(word.replaceAll("-", "_"));
  if (named) return { ...named, endpoint: path, method: "POST" };
  const nothing = { description: "", category: "plugin", fields: {}, outputSchema: {}, messaging: null };
  return { id: path, title: path, endpoint: path, method: "POST", ...nothing };
}

/** Nothing is checked or filled in: the plugin gets what was posted. */
const asItIs = (action: AnyAction): AnyAction => ({ ...action, parse: (value) => ({ ok: true, value }) });

const missing = (message: string): FoundPluginAction => ({ ok: false, message });
