import { randomSecret, seal } from "@/server/crypto";
import { isUuid, newId } from "@/server/db/id";
import { inTransaction, type Tx } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import { pluginActionSchema } from "@/server/domain/plugin-manifest";
import type { WorkspaceId } from "@/server/domain/workspace";
import { allActions } from "@/server/integrations/registry";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { forgetInstalledPlugins } from "@/server/plugins/installed-plugins";

export type Registration = {
  /** As their author wrote them, checked; kept like this. */
  actions: Record<string, unknown>[];
  name?: string | undefined;
  webhookUrl?: string | undefined;
};

export type Registered = {
  pluginId: string;
  registered: string[];
  total: number;
  /** Of a plugin that is new: what Baton signs its calls with. */
  secret: string | null;
};

const MOST_ACTIONS = 200;

/**
 * Adds actions to a plugin of this workspace, or replaces those of the same name; others stay. A slug that nobody has
 * becomes a plugin of the workspace, installed in it.
 */
export async function registerActions(
  workspaceId: WorkspaceId,
  actor: Actor,
  slug: string,
  registration: Registration,
): Promise<Registered> {
  const registered = await inTransaction(async (tx) => {
    const { plugin, secret } = await ownPlugin(tx, workspaceId, slug, registration);
    const added = new Map(registration.actions.map((action) => [keyOf(action), action]));
    const all = [...plugin.actions.filter((action) => !added.has(keyOf(action))), ...added.values()];
    if (all.length > MOST_ACTIONS)
      throw new AppError(
        "invalid",
        `A plugin registers ${MOST_ACTIONS} actions at most. Take one action with a field instead of many.`,
      );
    await tx.query(
      `update plugins set registered_actions = $2::jsonb, webhook_url = coalesce($3, webhook_url), name = coalesce($4, name) where id = $1::uuid`,
      [plugin.id, JSON.stringify(all), registration.webhookUrl ?? null, registration.name ?? null],
    );
    await writeAudit(tx, {
      workspaceId,
      actor,
      action: "plugin.actions_registered",
      target: { type: "plugin", id: plugin.id, name: plugin.slug },
      details: { actions: [...added.keys()] },
    });
    const total = new Set([...plugin.declared, ...all.map(keyOf)]).size;
    return { pluginId: plugin.id, registered: [...added.keys()], total, secret };
  });
  forgetInstalledPlugins();
  return registered;
}

type Own = { id: string; slug: string; actions: Record<string, unknown>[]; declared: string[] };

/** Locked, so that two registrations at once both count. */
async function ownPlugin(
  tx: Tx,
  workspaceId: WorkspaceId,
  slug: string,
  registration: Registration,
): Promise<{ plugin: Own; secret: string | null }> {
  const made = await publish(tx, workspaceId, slug, registration);
  const { rows } = await tx.query<Omit<Own, "declared"> & { workspace_id: string; declared: unknown }>(
    `select p.id, p.slug, p.workspace_id, p.registered_actions as actions, c.capabilities -> 'actions' as declared
     from plugins p left join plugin_capabilities c on c.plugin_id = p.id
     where p.slug = $1 or p.id = $2::uuid or $1 = any(p.aliases) order by p.slug = $1 desc, p.id = $2::uuid desc nulls last limit 1
     for update of p`,
    [slug, isUuid(slug) ? slug : null],
  );
  const row = rows[0];
  if (!row) throw refusedSlug(slug);
  if (row.workspace_id !== workspaceId)
    throw new AppError(
      "forbidden",
      `The plugin “${slug}” belongs to another publisher. Register your actions under a slug of your own.`,
    );
  const declared = Array.isArray(row.declared) ? row.declared.map(keyOf) : [];
  return { plugin: { id: row.id, slug: row.slug, actions: row.actions, declared }, secret: made };
}

/** A plugin of this slug, installed here; null when there is one already, whoever has it. */
async function publish(
  tx: Tx,
  workspaceId: WorkspaceId,
  slug: string,
  { name, webhookUrl }: Registration,
): Promise<string | null> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 100 || isUuid(slug) || reserved().has(slug))
    return null;
  const id = newId();
  const { rowCount } = await tx.query(
    `insert into plugins (id, workspace_id, slug, aliases, name, webhook_url)
     select $1::uuid, $2::uuid, $3, '{}', $4, $5 where not exists (select 1 from plugins where $3 = any(aliases))
     on conflict (slug) do nothing`,
    [id, workspaceId, slug, name ?? slug, webhookUrl ?? null],
  );
  if (rowCount !== 1) return null;
  const secret = `whsec_${Buffer.from(randomSecret("")).toString("base64")}`;
  await tx.query(
    "insert into plugin_installations (id, workspace_id, plugin_id, secret) values ($1::uuid, $2::uuid, $3::uuid, $4)",
    [newId(), workspaceId, id, seal(secret)],
  );
  return secret;
}

/** Ours: addresses and sources of events have these names, and actions begin with them. */
const reserved = () =>
  new Set([
    "platform",
    "automation",
    "api",
    ...["webhook", "manual", "schedule", "flow", "import"],
    ...allActions().flatMap(({ key }) => (key.includes(".") ? [key.slice(0, key.indexOf("."))] : [])),
  ]);

const refusedSlug = (slug: string) =>
  new AppError(
    "invalid",
    `“${slug.slice(0, 100)}” cannot be the slug of a plugin. Use small letters, digits and dashes, and none of Baton's own names.`,
  );

/** Both spellings of an action name it. */
function keyOf(action: unknown): string {
  const checked = pluginActionSchema.safeParse(action);
  return checked.success ? checked.data.id : "";
}
