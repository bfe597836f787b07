import { unseal } from "../crypto";
import { pool } from "../db/pool";
import {
  type PluginAction,
  type PluginCondition,
  type PluginTrigger,
  pluginActionSchema,
  pluginCapabilitiesSchema,
} from "../domain/plugin-manifest";
import type { WorkspaceId } from "../domain/workspace";

export type InstalledPlugin = {
  id: string;
  slug: string;
  aliases: string[];
  name: string;
  webhookUrl: string | null;
  sandbox: boolean;
  halted: boolean;
  /** Standard Webhooks secret of this workspace's installation. */
  secret: string;
  actions: Map<string, PluginAction>;
  conditions: Map<string, PluginCondition>;
  triggers: PluginTrigger[];
};

/** What a workspace has installed; a change acts within five seconds. */
export async function installedPlugins(workspaceId: WorkspaceId): Promise<InstalledPlugin[]> {
  const known = cache.get(workspaceId);
  if (known && performance.now() - known.readAt < MAX_AGE_MS) return known.plugins;
  const plugins = load(workspaceId);
  if (cache.size > 10_000) cache.clear();
  cache.set(workspaceId, { plugins, readAt: performance.now() });
  plugins.catch(() => cache.delete(workspaceId));
  return plugins;
}

/** After a change of plugins in this process. */
export const forgetInstalledPlugins = (workspaceId?: WorkspaceId): void => {
  if (workspaceId) cache.delete(workspaceId);
  else cache.clear();
};

const MAX_AGE_MS = 5_000;
const cache = new Map<WorkspaceId, { plugins: Promise<InstalledPlugin[]>; readAt: number }>();

type Row = {
  id: string;
  slug: string;
  aliases: string[];
  name: string;
  webhook_url: string | null;
  sandbox: boolean;
  halted: boolean;
  secret: string;
  registered_actions: unknown;
  capabilities: unknown;
};

async function load(workspaceId: WorkspaceId): Promise<InstalledPlugin[]> {
  const { rows } = await pool().query<Row>({
    name: "installed-plugins",
    text: `
      select p.id, p.slug, p.aliases, p.name, p.webhook_url, p.sandbox, p.halted_at is not null as halted, i.secret,
             p.registered_actions, c.capabilities
        from plugin_installations i
        join plugins p on p.id = i.plugin_id
        left join plugin_capabilities c on c.plugin_id = p.id
       where i.workspace_id = $1
       order by p.slug`,
    values: [workspaceId],
  });
  return rows.map(toPlugin);
}

function toPlugin(row: Row): InstalledPlugin {
  const declared = pluginCapabilitiesSchema.safeParse(row.capabilities ?? {});
  const capabilities = declared.success ? declared.data : { actions: [], conditions: [], triggers: [] };
  // An action registered by itself is newer than the manifest.
  const actions = [...capabilities.actions, ...registered(row.registered_actions)];
  return {
    id: row.id,
    slug: row.slug,
    aliases: row.aliases,
    name: row.name,
    webhookUrl: row.webhook_url,
    sandbox: row.sandbox,
    halted: row.halted,
    secret: unseal(row.secret),
    actions: new Map(actions.map((action) => [action.id, action])),
    conditions: new Map(capabilities.conditions.map((condition) => [condition.id, condition])),
    triggers: capabilities.triggers,
  };
}

function registered(value: unknown): PluginAction[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => {
    const action = pluginActionSchema.safeParse(item);
    return action.success ? [action.data] : [];
  });
}
