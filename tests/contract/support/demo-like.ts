/** A workspace as the demo one is: the professional plan, the sandbox plugins, and the name that documents call it by. */
import { readFileSync } from "node:fs";
import { inTransaction, pool } from "@/server/db/pool";
import type { ApiScope } from "@/server/domain/api-scope";
import { installSandboxPlugins } from "@/server/plugins/install-sandbox-plugins";
import { type KeyHolder, newKeyHolder } from "./rest";

export async function newDemoLike(
  scopes: ApiScope[] = ["events:write", "flows:read", "flows:write"],
): Promise<KeyHolder> {
  const holder = await newKeyHolder(scopes);
  const { id } = holder.person.workspace;
  await pool().query(`update workspaces set plan = 'professional', aliases = '{tenant_123}' where id = $1`, [
    id,
  ]);
  await inTransaction((tx) => installSandboxPlugins(tx, id));
  return holder;
}

/** A document just as it stands where it came from. */
export const seedText = (name: string): string =>
  readFileSync(new URL(`../../fixtures/seeds/${name}.json`, import.meta.url), "utf8");
