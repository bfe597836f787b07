import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { completeEnvironment, launchEnvironment } from "@/server/env";
import { closeConnections } from "@/server/ops/close-connections";
import { withDatabase } from "./database-url";

/** A setup file: it runs before the test file is imported, so that everything in it sees a database of its own. */
const templates = inject("templates");
const template = templates[Number(launchEnvironment().VITEST_POOL_ID) % templates.length] ?? "";
const name = `test_${randomBytes(6).toString("hex")}`;
const home = mkdtempSync(join(tmpdir(), "baton-test-"));

await administer(`create database ${name} template ${new URL(template).pathname.slice(1)}`);
completeEnvironment({
  DATABASE_URL: withDatabase(template, name),
  BATON_DATA_DIR: home,
  DATABASE_POOL_SIZE: "10",
});

afterAll(async () => {
  await closeConnections();
  await administer(`drop database ${name} with (force)`);
  rmSync(home, { recursive: true, force: true });
});

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(template, "postgres") });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
