import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchEnvironment } from "../../server/env";

export type Product = {
  url: string;
  apiKey: string;
  workspaceId: string;
  databaseUrl: string;
  processes: () => number[];
  stop: () => Promise<void>;
};

/** The product as `npm start` runs it, on a free port with a data directory of its own. */
export async function startProduct(extra: Record<string, string>): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), "baton-bench-"));
  const port = await freePort();
  const child = spawn(process.execPath, ["--import", "tsx", "server/ops/cli/start.ts"], {
    env: {
      NODE_ENV: "production",
      ...launchEnvironment(),
      ...extra,
      PORT: String(port),
      BATON_DATA_DIR: dataDir,
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = `http://localhost:${port}`;
  await ready(child, url);
  const demo: { apiKey: string; workspaceId: string } = JSON.parse(
    readFileSync(join(dataDir, "demo.json"), "utf8"),
  );
  return {
    url,
    apiKey: demo.apiKey,
    workspaceId: demo.workspaceId,
    databaseUrl: readFileSync(join(dataDir, "database-url"), "utf8").trim(),
    processes: () => (child.pid ? [child.pid] : []),
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  child.stdout?.resume();
  for (let tries = 0; tries < 1200; tries++) {
    if (child.exitCode !== null) throw new Error("The product ended while it was starting");
    const answer = await fetch(`${url}/api/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("The product was not ready within five minutes");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
