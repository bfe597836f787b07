/** `npm run demo:info`: one JSON object with everything that is needed to try the demo workspace from a script. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { servedAt } from "../demo-login";
import { holdDatabase } from "../hold-database";
import { openDemo } from "./open-demo";

const { given, home, demo } = openDemo();
const database = await holdDatabase(home, given.DATABASE_URL || usedDatabase());
const client = new pg.Client({ connectionString: database.url });
await client.connect();
const { rows: flows } = await client.query<{ id: string; name: string }>(
  "select id, name from automation_flows where workspace_id = $1 and archived_at is null order by created_at, id",
  [demo.workspaceId],
);
await client.end();
await database.release();
const url = servedAt(home, given);
const { email, password, workspaceId, userId, apiKey } = demo;
const webhookUrl = new URL(new URL(demo.webhookUrl, url).pathname, url).href;
console.log(
  JSON.stringify({ url, email, password, workspaceId, userId, apiKey, webhookUrl, flows }, null, 2),
);

/** The address that the last start was given, where there is no embedded database. */
function usedDatabase(): string | undefined {
  if (existsSync(join(home, "pg"))) return undefined;
  return readFileSync(join(home, "database-url"), "utf8");
}
