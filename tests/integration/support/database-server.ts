import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedDatabase, stopEmbeddedDatabase } from "@/server/ops/embedded-database";
import { processIdentity } from "@/server/ops/file-lock";
import { migrate } from "@/server/ops/migrate";

declare module "vitest" {
  interface ProvidedContext {
    /** Addresses of the migrated database that every test file gets a copy of, on a server for each worker. */
    templates: string[];
  }
}

const PREFIX = "baton-test-db-";
/** The data lives as long as the command: a lost write cannot matter, a slow one does. */
const settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/**
 * A PostgreSQL for each test file that runs at a time, in temporary directories, with a migrated database as the template.
 * On one server, a transaction of the other file would hold back how far the ledger's followers see.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const home = newHome();
  await migrate((await startEmbeddedDatabase(home, { settings })).url);
  const homes = [home];
  const workers = project.config.maxWorkers ?? 1;
  if (workers > 1) await stopEmbeddedDatabase(home);
  while (homes.length < workers) homes.push(copyOf(home));
  const servers = await Promise.all(homes.map((one) => startEmbeddedDatabase(one, { settings })));
  project.provide(
    "templates",
    servers.map(({ url }) => url),
  );
  return async () => {
    await Promise.all(homes.map(stopEmbeddedDatabase));
    for (const one of homes) rmSync(one, { recursive: true, force: true });
  };
}

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(home, "owner"), processIdentity(process.pid) ?? "");
  return home;
}

/** By `cp`, which keeps whose the files are: the server may be another user's. */
function copyOf(home: string): string {
  const copy = newHome();
  for (const part of ["pg", "postgres-password"]) execFileSync("cp", ["-a", join(home, part), copy]);
  return copy;
}

/** Of test commands that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const home = join(tmpdir(), name);
    try {
      const owner = readFileSync(join(home, "owner"), "utf8");
      if (owner === "" || processIdentity(Number.parseInt(owner, 10)) === owner) continue;
      await stopEmbeddedDatabase(home);
      rmSync(home, { recursive: true, force: true });
    } catch {
      // Another user's, or one that is just being made.
    }
  }
}
