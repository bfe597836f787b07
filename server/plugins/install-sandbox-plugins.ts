import { randomSecret, seal } from "../crypto";
import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { sandboxPlugins } from "../integrations/sandbox-plugins/catalog";

/**
 * Installs the built-in sandbox plugins in a workspace. The first workspace that installs one publishes it, as a slug is
 * unique; the code is the same for all. Run again, it brings manifests up to date and leaves the rest alone.
 */
export async function installSandboxPlugins(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  for (const { id, aliases, manifest } of sandboxPlugins) {
    const { rows } = await tx.query<{ id: string; workspace_id: string }>(
      `insert into plugins as p (id, workspace_id, slug, aliases, name, version, sandbox)
       values ($1::uuid, $2::uuid, $3, $4::text[], $5, $6, true)
       on conflict (slug) do update set name = excluded.name, version = excluded.version, aliases = excluded.aliases where p.sandbox
       returning id, workspace_id`,
      [id ?? newId(), workspaceId, manifest.slug, aliases, manifest.name, manifest.version ?? "1.0.0"],
    );
    const plugin = rows[0];
    // The slug is an outside plugin's: it stays that one.
    if (!plugin) continue;
    await tx.query(
      `insert into plugin_capabilities (id, workspace_id, plugin_id, capabilities, last_updated) values ($1::uuid, $2::uuid, $3::uuid, $4::jsonb, $5::timestamptz)
       on conflict (plugin_id) do update set capabilities = excluded.capabilities, last_updated = excluded.last_updated
        where plugin_capabilities.capabilities <> excluded.capabilities`,
      [newId(), plugin.workspace_id, plugin.id, JSON.stringify(manifest.capabilities ?? {}), now()],
    );
    await tx.query(
      `insert into plugin_installations (id, workspace_id, plugin_id, secret) values ($1::uuid, $2::uuid, $3::uuid, $4)
       on conflict (workspace_id, plugin_id) do nothing`,
      [newId(), workspaceId, plugin.id, seal(webhookSecret())],
    );
  }
}

/** As Standard Webhooks wants it: base64 behind the prefix. */
const webhookSecret = () => `whsec_${Buffer.from(randomSecret("")).toString("base64")}`;
