import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import pg from "pg";

export const dataDir = (): string => test.info().config.metadata.dataDir;

/** A port of this machine that flows may call although it is not public. */
export const receiverPort = (): number => test.info().config.metadata.receiverPort;

export async function query<Row extends pg.QueryResultRow>(
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: readFileSync(join(dataDir(), "database-url"), "utf8") });
  await client.connect();
  return client
    .query<Row>(sql, values)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

/** The process ids that the launcher's children have now; 0 while one is not there. */
export function children(): { web: number; worker: number } {
  const launcher = pidsOf("server/ops/cli/start.ts").find(isOurLauncher);
  if (!launcher) throw new Error("The launcher of this run was not found");
  const list = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(launcher)])
    .toString()
    .split("\n");
  const pid = (what: RegExp) => Number.parseInt(list.find((line) => what.test(line)) ?? "0", 10);
  return { web: pid(/next-server/), worker: pid(/worker-main/) };
}

/** As the kernel does when memory runs out. */
export function kill(pid: number): void {
  // 0 would be this very process group.
  expect(pid).toBeGreaterThan(1);
  process.kill(pid, "SIGKILL");
}

const pidsOf = (what: string) =>
  execFileSync("pgrep", ["-f", what]).toString().trim().split("\n").map(Number);

/** Not the shell around it. A process may be gone since it was listed. */
function isOurLauncher(pid: number): boolean {
  try {
    return (
      readlinkSync(`/proc/${pid}/exe`) === process.execPath &&
      readFileSync(`/proc/${pid}/environ`, "utf8").includes(`BATON_DATA_DIR=${dataDir()}\0`)
    );
  } catch {
    return false;
  }
}

type Demo = { email: string; password: string; apiKey: string; webhookUrl: string };

/** The demo workspace's login and key. */
export const demo = (): Demo => JSON.parse(readFileSync(join(dataDir(), "demo.json"), "utf8"));
