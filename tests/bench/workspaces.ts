import type pg from "pg";
import { randomSecret, sha256 } from "@/server/crypto";
import { newId } from "@/server/db/id";
import type { Product } from "./product";

export type BenchWorkspace = { id: string; name: string; apiKey: string };

/** A workspace with a key, which may spend without bound: what is measured is the engine, not the plan. */
export async function addWorkspace(db: pg.Client, name: string): Promise<BenchWorkspace> {
  const id = newId();
  const apiKey = randomSecret("baton_");
  await db.query(
    `insert into workspaces (id, slug, name, plan, aliases, billing_anchor, overage_enabled, overage_cap) values ($1, $2, $3, 'enterprise', '{}', now(), true, 1000000000000000)`,
    [id, `bench-${id}`, name],
  );
  await db.query(
    `insert into api_keys (id, workspace_id, name, prefix, hash, scopes, origins) values ($1, $2, 'Bench', 'baton_', $3, '{events:write,flows:read,flows:write}', '{}')`,
    [newId(), id, sha256(apiKey)],
  );
  return { id, name, apiKey };
}

/** Publishes a flow over the API. */
export async function createFlow(product: Product, apiKey: string, flow: object): Promise<void> {
  const answer = await fetch(`${product.url}/api/workflows/create`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${apiKey}` },
    body: JSON.stringify(flow),
  });
  if (!answer.ok) throw new Error(`The flow was not accepted: ${answer.status} ${await answer.text()}`);
}
