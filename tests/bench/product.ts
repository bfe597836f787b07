import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { launchEnvironment } from "@/server/env";
import { processIdentity } from "@/server/ops/file-lock";
import { type HeldDatabase, holdDatabase } from "@/server/ops/hold-database";

const demoSchema = z.object({ apiKey: z.string(), workspaceId: z.uuid() });
type Environment = Record<string, string>;

/** What of the caller's environment would make it another product than the one that is measured. */
const DEFAULTS = {
  DATABASE_URL: "",
  DATABASE_POOL_SIZE: "",
  AUTH_URL: "",
  INNGEST_EVENT_KEY: "",
  INNGEST_SIGNING_KEY: "",
  BATON_TEST_CLOCK: "",
  BATON_FAILPOINT: "",
  BATON_TRACE_TURNS: "",
  BATON_ROLE: "",
};

const STOP_WITHIN_MS = 30_000;
const SILENT_LINES = 40;

const products = new Set<Product>();

/** Ends every product that is there, with its data. */
export async function removeProducts(): Promise<void> {
  await Promise.allSettled([...products].map((product) => product.remove()));
}

/** The product as `npm start` runs it, on a free port with a data directory of its own, until it is removed. */
export class Product {
  readonly dataDir = mkdtempSync(join(tmpdir(), "baton-bench-"));
  url = "";
  apiKey = "";
  workspaceId = "";
  databaseUrl = "";
  private child: ChildProcess | null = null;
  private held: HeldDatabase | null = null;
  private stopping: Promise<void> | null = null;
  private removed = false;
  private readonly lines: string[] = [];
  private readonly listeners = new Set<(line: string) => void>();

  constructor(private readonly usual: Environment) {
    products.add(this);
  }

  /** Starts web and worker; the database stays as it is when it runs already. */
  async start(extra: Environment = {}): Promise<void> {
    const port = await freePort();
    if (this.removed) throw new Error("The benchmark was stopped");
    this.url = `http://localhost:${port}`;
    const child = spawn(process.execPath, ["--import", "tsx", "server/ops/cli/start.ts"], {
      env: {
        ...launchEnvironment(),
        ...DEFAULTS,
        LOG_LEVEL: "warn",
        ...this.usual,
        ...extra,
        NODE_ENV: "production",
        PORT: String(port),
        BATON_DATA_DIR: this.dataDir,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on("line", (line) => this.hear(line));
    await this.ready(child);
    this.held ??= await holdDatabase(this.dataDir, undefined);
    this.databaseUrl = this.held.url;
    const demo = demoSchema.parse(JSON.parse(readFileSync(join(this.dataDir, "demo.json"), "utf8")));
    this.apiKey = demo.apiKey;
    this.workspaceId = demo.workspaceId;
  }

  /** Ends web and worker. The database goes on. */
  stop(): Promise<void> {
    this.stopping ??= this.stopOnce().finally(() => {
      this.stopping = null;
    });
    return this.stopping;
  }

  private async stopOnce(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
    await ended;
    clearTimeout(late);
  }

  async restart(extra: Environment = {}): Promise<void> {
    await this.stop();
    await this.start(extra);
  }

  /** Ends everything and takes the data away. It cannot be started again. */
  async remove(): Promise<void> {
    this.removed = true;
    await this.stop();
    const database = postmasterOf(this.dataDir);
    await this.held?.release().catch(() => {});
    this.held = null;
    await database?.ended();
    products.delete(this);
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** Process id of the launcher, of which web and worker are children. */
  get launcherPid(): number {
    if (!this.child?.pid) throw new Error("The product is not running");
    return this.child.pid;
  }

  /** Calls the listener with every line that the product prints, until the returned function is called. */
  onLine(listener: (line: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The last that it printed, for the report of a failure. */
  lastLines = (): string => this.lines.join("\n");

  private hear(line: string): void {
    this.lines.push(line);
    if (this.lines.length > SILENT_LINES) this.lines.shift();
    for (const listener of this.listeners) listener(line);
  }

  private async ready(child: ChildProcess): Promise<void> {
    for (let tries = 0; tries < 3000; tries++) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`The product ended while it was starting:\n${this.lastLines()}`);
      const answer = await fetch(`${this.url}/api/health/ready`).catch(() => null);
      if (answer?.ok) return;
      await sleep(100);
    }
    throw new Error(`The product was not ready within five minutes:\n${this.lastLines()}`);
  }
}

/** The database of this directory, to be waited for: its files may go only when it is gone. */
function postmasterOf(dataDir: string): { ended: () => Promise<void> } | null {
  const file = join(dataDir, "pg/postmaster.pid");
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const identity = processIdentity(pid);
  const runs = () => identity !== null && processIdentity(pid) === identity;
  return {
    async ended() {
      for (let waited = 0; runs() && waited < STOP_WITHIN_MS; waited += 50) {
        // Whoever held it beside us is gone by now: nobody else stops it.
        if (waited === 5_000) process.kill(pid, "SIGINT");
        await sleep(50);
      }
      if (runs()) process.kill(pid, "SIGQUIT");
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no free port")),
      );
    });
  });
}
