import type { WorkspaceId } from "../domain/workspace";
import { type InstalledPlugin, installedPlugins } from "./installed-plugins";

/** The installed plugin of this id, slug or alias; null when the workspace has none. */
export const findPlugin = async (workspaceId: WorkspaceId, ref: string): Promise<InstalledPlugin | null> =>
  pluginBy(await installedPlugins(workspaceId), ref);

export const pluginBy = (plugins: readonly InstalledPlugin[], ref: string): InstalledPlugin | null =>
  plugins.find(({ id, slug }) => slug === ref || id === ref.toLowerCase()) ??
  plugins.find(({ aliases }) => aliases.includes(ref)) ??
  null;
