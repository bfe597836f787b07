/** Finds the action of a step for a dry run, as a real run would: the platform's first, then the plugins'. */
import { pool } from "../db/pool";
import type { PluginManifest } from "../domain/plugin-manifest";
import { pluginManifestSchema } from "../domain/plugin-manifest";
import type { SimulatedAction } from "../domain/simulate/simulated-action";
import type { ActionStep } from "../domain/step";
import type { WorkspaceId } from "../domain/workspace";
import type { AnyAction } from "../integrations/action";
import type { KnownTemplate } from "../integrations/messaging/known-template";
import { findAction } from "../integrations/registry";
import { sandboxPlugins } from "../integrations/sandbox-plugins/catalog";
import { type SimulatedWorkspace, toSimulated } from "../integrations/simulated-actions";
import { pluginActionOf } from "./find-plugin-action";
import { type InstalledPlugin, installedPlugins } from "./installed-plugins";

export type FindSimulated = (step: ActionStep) => SimulatedAction | null;

/** Of a workspace: with what it has installed, and its message templates. */
export async function simulatedActions(workspaceId: WorkspaceId): Promise<FindSimulated> {
  const [plugins, workspace] = await Promise.all([installedPlugins(workspaceId), readWorkspace(workspaceId)]);
  return finder(plugins, workspace);
}

/** Of nobody's workspace: what every new one has. */
export const usualActions = (name: string): FindSimulated => finder(usualPlugins(), { name, templates: [] });

function finder(plugins: readonly InstalledPlugin[], workspace: SimulatedWorkspace): FindSimulated {
  const made = new Map<AnyAction, SimulatedAction>();
  const simulated = (action: AnyAction) => {
    const known = made.get(action) ?? toSimulated(action, workspace);
    made.set(action, known);
    return known;
  };
  return ({ plugin_id: plugin, action_id: id }) => {
    const platform = plugin && plugin !== "platform" ? null : findAction(id);
    if (platform) return simulated(platform);
    const found = pluginActionOf(plugins, plugin ?? null, id);
    return found.ok ? simulated(found.action) : null;
  };
}

let usual: InstalledPlugin[] | null = null;

const usualPlugins = (): InstalledPlugin[] => {
  usual ??= sandboxPlugins.map(({ id, aliases, manifest }) => asInstalled(manifest, id, aliases));
  return usual;
};

function asInstalled(manifest: PluginManifest, id: string | undefined, aliases: string[]): InstalledPlugin {
  const { slug, name, capabilities } = pluginManifestSchema.parse(manifest);
  return {
    ...{ id: id ?? slug, slug, aliases, name, webhookUrl: null, sandbox: true, halted: false, secret: "" },
    actions: new Map(capabilities.actions.map((action) => [action.id, action])),
    conditions: new Map(capabilities.conditions.map((condition) => [condition.id, condition])),
    triggers: capabilities.triggers,
  };
}

async function readWorkspace(workspaceId: WorkspaceId): Promise<SimulatedWorkspace> {
  const { rows } = await pool().query<{ workspace: string; templates: KnownTemplate[] | null }>({
    name: "simulated-workspace",
    text: `select name as workspace, (
        select json_agg(json_build_object('id', id, 'name', external_id, 'title', name, 'channel', channel, 'subject', subject, 'html', html, 'text', text) order by id)
        from message_templates where workspace_id = $1::uuid and archived_at is null) as templates
      from workspaces where id = $1::uuid`,
    values: [workspaceId],
  });
  const [row] = rows;
  return { name: row?.workspace ?? "", templates: row?.templates ?? [] };
}
