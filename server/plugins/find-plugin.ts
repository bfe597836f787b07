import type { WorkspaceId } from "../domain/workspace";
import { type InstalledPlugin, installedPlugins } from "./installed-plugins";

/** The installed plugin of this id, slug or alias; null when the workspace has none. */
export async function findPlugin(workspaceId: WorkspaceId, ref: string): Promise<InstalledPlugin | null> {
  const plugins = await installedPlugins(workspaceId);
  return (
    plugins.find(({ id, slug }) => slug === ref || id === ref.toLowerCase()) ??
    plugins.find(({ aliases }) => aliases.includes(ref)) ??
    null
  );
}
