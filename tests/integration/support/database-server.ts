import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedDatabase, stopEmbeddedDatabase } from "@/server/ops/embedded-database";
import { processIdentity } from "@/server/ops/file-lock";
import { migrate } from "@/server/ops/migrate";
import { withDatabase } from "./database-url";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the migrated database that every test file gets a copy of. */
    template: string;
  }
}

const PREFIX = "baton-test-db-";

/** One PostgreSQL per test command, in a temporary directory, with one migrated database as the template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const home = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(home, "owner"), processIdentity(process.pid) ?? "");
  // The data lives as long as the command: a lost write cannot matter, a slow one does.
  const { url } = await startEmbeddedDatabase(home, {
    settings: ["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
  });
  await migrate(url);
  const client = new pg.Client({ connectionString: withDatabase(url, "postgres") });
  await client.connect();
  await client.query("alter database baton rename to template_migrated").finally(() => client.end());
  project.provide("template", withDatabase(url, "template_migrated"));
  return async () => {
    await stopEmbeddedDatabase(home);
    rmSync(home, { recursive: true, force: true });
  };
}

/** Of test commands that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const home = join(tmpdir(), name);
    try {
      const owner = readFileSync(join(home, "owner"), "utf8");
      if (processIdentity(Number.parseInt(owner, 10)) === owner) continue;
      await stopEmbeddedDatabase(home);
      rmSync(home, { recursive: true, force: true });
    } catch {
      // Another user's, or one that is just being made.
    }
  }
}
