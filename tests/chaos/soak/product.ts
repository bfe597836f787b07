import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { launchEnvironment } from "@/server/env";
import { readSecrets } from "@/server/ops/data-directory";
import { type Program, Supervisor } from "@/server/ops/supervisor";
import { childrenOf } from "./processes";

export type Target = "web" | "worker 1" | "worker 2" | "database" | "connection";

export type Product = {
  url: string;
  home: string;
  databaseUrl: string;
  /** The processes that can be killed as this target now; none while it is being started again. */
  pids: (target: Target) => number[];
  /** What its processes said. */
  lines: string[];
  stop: () => Promise<void>;
};

/** Of the tests' own environment nothing may reach the product. */
const OURS =
  /^(?:DATABASE_|AUTH_|BATON_|INNGEST_|PORT$|INTERNAL_API_TOKEN$|NODE_ENV$|LOG_LEVEL$|VITEST|NODE_OPTIONS$)/;

/**
 * The product as `npm start` runs it, with its own supervisor of web, worker and database, and a second worker under
 * another supervisor. `clockRate` ≠ 1: on a test clock.
 */
export async function startProduct(clockRate: number, extra: Record<string, string>): Promise<Product> {
  const home = mkdtempSync(join(tmpdir(), "baton-chaos-"));
  const lines: string[] = [];
  const port = await freePort();
  const given = Object.entries(launchEnvironment()).filter(([name]) => !OURS.test(name));
  const environment = {
    ...Object.fromEntries(given),
    ...extra,
    ...(clockRate === 1 ? {} : { BATON_TEST_CLOCK: "true" }),
    PORT: String(port),
    AUTH_URL: `http://localhost:${port}`,
    BATON_DATA_DIR: home,
    LOG_LEVEL: "warn",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const at = Date.now();
  writeFileSync(join(home, "clock.json"), JSON.stringify({ at, real: at, rate: clockRate }));
  const launcher = spawn(process.execPath, ["--import", "tsx", "server/ops/cli/start.ts"], {
    env: { NODE_ENV: "production", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [launcher.stdout, launcher.stderr])
    createInterface({ input: stream }).on("line", (line) => lines.push(line));
  const url = `http://localhost:${port}`;
  await ready(launcher, url, lines);
  const databaseUrl = readFileSync(join(home, "database-url"), "utf8").trim();
  const second = new Supervisor((name, line) => lines.push(`${name} ${line}`));
  second.start(worker({ ...environment, ...readSecrets(home, {}), DATABASE_URL: databaseUrl }));
  const ofLauncher = (pattern: RegExp) =>
    childrenOf(launcher.pid ?? 0).filter(({ command }) => pattern.test(command));
  const pids: Record<Target, () => { pid: number }[]> = {
    web: () => ofLauncher(/next/),
    "worker 1": () => ofLauncher(/worker-main/),
    "worker 2": () => childrenOf(process.pid).filter(({ command }) => command.includes("worker-main")),
    database: () => ofLauncher(/\/postgres /),
    connection: () =>
      ofLauncher(/\/postgres /)
        .flatMap(({ pid }) => childrenOf(pid))
        .filter(({ command }) => /postgres: baton baton/.test(command)),
  };
  return {
    url,
    home,
    databaseUrl,
    lines,
    pids: (target) => pids[target]().map(({ pid }) => pid),
    async stop() {
      await second.stop();
      await ended(launcher);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const worker = (env: Record<string, string>): Program => ({
  name: "worker 2",
  args: ["--import", "tsx", "server/ops/worker-main.ts"],
  env: { ...env, BATON_ROLE: "worker" },
});

async function ready(launcher: ChildProcess, url: string, lines: string[]): Promise<void> {
  for (let tries = 0; tries < 1_200; tries++) {
    if (launcher.exitCode !== null) throw new Error(`The product did not start:\n${lines.join("\n")}`);
    const answer = await fetch(`${url}/api/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`The product was not ready within five minutes:\n${lines.join("\n")}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await end;
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? found(address.port) : failed(new Error("no port")),
      );
    });
  });
}
