import { seal } from "@/server/crypto";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { completeEnvironment } from "@/server/env";
import { json, localServer } from "./local-server";

/** A plugin with one action, "flaky": it answers 503 as often as its input's `times` says. Answers its slug. */
export async function flakyPlugin(workspaceId: WorkspaceId): Promise<string> {
  const asked = new Map<string, number>();
  const server = await localServer((response, { headers, body }) => {
    const key = String(headers["idempotency-key"]);
    const { times } = JSON.parse(body);
    const before = asked.get(key) ?? 0;
    asked.set(key, before + 1);
    if (times === "always" || before < Number(times)) json(response, 503, { error: "busy" });
    else json(response, 200, { done: true });
  });
  completeEnvironment({ BATON_PLUGIN_DEV_ORIGINS: server.origin });
  const id = newId();
  const slug = `flaky-${id}`;
  const capabilities = {
    actions: [{ id: "flaky", name: "Flaky", endpoint: "/flaky", output_schema: { done: "boolean" } }],
  };
  await pool().query(
    "insert into plugins (id, workspace_id, slug, aliases, name, webhook_url) values ($1, $2, $3, '{}', 'Flaky', $4)",
    [id, workspaceId, slug, server.origin],
  );
  await pool().query(
    "insert into plugin_capabilities (id, workspace_id, plugin_id, capabilities, last_updated) values ($1, $2, $3, $4, now())",
    [newId(), workspaceId, id, JSON.stringify(capabilities)],
  );
  await pool().query(
    "insert into plugin_installations (id, workspace_id, plugin_id, secret) values ($1, $2, $3, $4)",
    [newId(), workspaceId, id, seal(`whsec_${Buffer.from("a secret of this plugin").toString("base64")}`)],
  );
  return slug;
}
