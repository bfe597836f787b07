import pg from "pg";
import { randomSecret, sha256 } from "@/server/crypto";
import { newId } from "@/server/db/id";

export type SoakWorkspace = { id: string; apiKey: string };

/** A workspace with nothing in it but what the soak does, so that every sum over it is the soak's. */
export async function makeSoakWorkspace(databaseUrl: string): Promise<SoakWorkspace> {
  const id = newId();
  const apiKey = randomSecret("baton_");
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `insert into workspaces (id, slug, name, plan, aliases, billing_anchor, overage_enabled, overage_cap)
       values ($1, $2, 'Chaos', 'enterprise', '{}', '2026-01-01', true, 1000000000000000)`,
      [id, `chaos-${id}`],
    );
    // Its messages leave at any time of day.
    await client.query("insert into sending_rules (workspace_id, rules, updated_at) values ($1, $2, now())", [
      id,
      { team_addresses: ["+14155550123"] },
    ]);
    await client.query(
      `insert into api_keys (id, workspace_id, name, prefix, hash, scopes, origins)
       values ($1, $2, 'Chaos', $3, $4, '{events:write,flows:write}', '{}')`,
      [newId(), id, apiKey.slice(0, 12), sha256(apiKey)],
    );
  } finally {
    await client.end();
  }
  return { id, apiKey };
}

export async function createFlow(url: string, apiKey: string, flow: unknown): Promise<void> {
  const answer = await fetch(`${url}/api/workflows/create`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${apiKey}` },
    body: JSON.stringify(flow),
  });
  if (answer.status !== 201) throw new Error(`A flow was refused: ${answer.status} ${await answer.text()}`);
}
