import { spawn, spawnSync } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { processIdentity, withFileLock } from "./file-lock";
import { postgresBinaries } from "./postgres-binaries";
import { assertReachableBy, handOver, type RunAs, runPostgresAs } from "./postgres-user";

/** A PostgreSQL of our own under `<data dir>/pg`, shared by every process of that data directory. */
export type EmbeddedDatabase = { url: string; started: boolean };

const USER = "baton";
const DATABASE = "baton";
/** Extra settings, `name=value`, for tests and benches. `port`: where it was before, and those who know it still look. */
type Options = { settings?: string[]; port?: number };

/** The running server of this data directory, or a newly started one (made by initdb if there is none). */
export async function startEmbeddedDatabase(
  dataDir: string,
  options: Options = {},
): Promise<EmbeddedDatabase> {
  const home = resolve(dataDir);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const running = await findEmbeddedDatabase(home);
  if (running) return { url: running, started: false };
  return withFileLock(join(home, "pg.lock"), async () => {
    const found = await findEmbeddedDatabase(home);
    if (found) return { url: found, started: false };
    const runAs = runPostgresAs(join(home, "pg"));
    if (!existsSync(join(home, "pg/PG_VERSION"))) initialise(home, runAs);
    return { url: await launch(home, runAs, options), started: true };
  });
}

/** Address of the server that runs for this data directory. Connecting decides: a pid may be a zombie's or another's. */
export async function findEmbeddedDatabase(dataDir: string): Promise<string | null> {
  const port = readPidFile(resolve(dataDir))?.port;
  if (!port || !(await canConnect(address(resolve(dataDir), port, "postgres")))) return null;
  return address(resolve(dataDir), port, DATABASE);
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
export async function stopEmbeddedDatabase(dataDir: string): Promise<void> {
  const pid = readPidFile(resolve(dataDir))?.pid;
  if (!pid || !processIdentity(pid)) return;
  process.kill(pid, "SIGINT");
  for (let waited = 0; processIdentity(pid) && waited < 15_000; waited += 20) await sleep(20);
  if (processIdentity(pid)) process.kill(pid, "SIGQUIT");
}

function initialise(home: string, runAs: RunAs): void {
  const binaries = postgresBinaries();
  const password = join(home, "postgres-password");
  if (!existsSync(password)) writeFileSync(password, randomBytes(24).toString("base64url"), { mode: 0o600 });
  // Made beside and renamed: a process killed in the middle leaves nothing that looks like a database.
  const fresh = mkdtempSync(join(home, "pg-new-"));
  const data = join(fresh, "data");
  mkdirSync(data, { mode: 0o700 });
  const pwfile = join(fresh, "password");
  writeFileSync(pwfile, readFileSync(password), { mode: 0o600 });
  assertReachableBy(runAs, binaries);
  handOver(runAs, data, home);
  handOver(runAs, pwfile, home);
  const args = [
    "-D",
    data,
    "-U",
    USER,
    `--pwfile=${pwfile}`,
    "--auth=scram-sha-256",
    "--locale=C",
    "--encoding=UTF8",
    "--no-instructions",
  ];
  const [command = "", ...rest] = [...runAs.prefix, join(binaries, "bin/initdb"), ...args];
  const made = spawnSync(command, rest, {
    uid: runAs.uid,
    gid: runAs.gid,
    cwd: "/",
    encoding: "utf8",
    env: postgresEnvironment,
  });
  if (made.status !== 0)
    throw new Error(
      `The database could not be made in ${home}:\n${made.stderr || made.stdout || made.error?.message}`,
    );
  renameSync(data, join(home, "pg"));
  rmSync(fresh, { recursive: true, force: true });
}

async function launch(home: string, runAs: RunAs, options: Options): Promise<string> {
  const binary = join(postgresBinaries(), "bin/postgres");
  const log = join(home, "postgres.log");
  assertReachableBy(runAs, binary);
  handOver(runAs, join(home, "pg"), home);
  // The port may be taken between finding and binding it; a killed server's pid may need a second to be reaped.
  const deadline = performance.now() + 5_000;
  for (;;) {
    const port = options.port ?? (await freePort());
    const settings = [...tuning(), ...(options.settings ?? [])].flatMap((setting) => ["-c", setting]);
    const args = ["-D", join(home, "pg"), "-p", String(port), ...settings];
    const [command = "", ...rest] = [...runAs.prefix, binary, ...args];
    const output = openSync(log, "a", 0o600);
    // Detached: Ctrl-C reaches the supervisor, which stops the database last.
    const child = spawn(command, rest, {
      uid: runAs.uid,
      gid: runAs.gid,
      cwd: "/",
      detached: true,
      stdio: ["ignore", output, output],
      env: postgresEnvironment,
    });
    closeSync(output);
    let ended: string | null = null;
    child.on("error", (error) => {
      ended = error.message;
    });
    child.on("exit", (code) => {
      ended = `exit code ${code}`;
    });
    child.unref();
    // Recovery after a crash may take long; only the end of the process says that it failed.
    while (ended === null) {
      const url = address(home, port, "postgres");
      if (await canConnect(url)) return await ensureDatabase(home, port);
      await sleep(20);
    }
    // It may be there all the same: a server whose child was killed starts itself again and is not to be joined.
    const found = await findEmbeddedDatabase(home);
    if (found) return found;
    if (performance.now() > deadline)
      throw new Error(`PostgreSQL did not start (${ended}). The end of ${log}:\n${lastLines(log)}`);
    appendFileSync(log, `baton: trying again after ${ended}\n`);
    await sleep(250);
  }
}

async function ensureDatabase(home: string, port: number): Promise<string> {
  const client = new pg.Client({ connectionString: address(home, port, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (!rowCount) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
  return address(home, port, DATABASE);
}

/** fsync and synchronous_commit stay on: an accepted event must survive the machine. */
function tuning(): string[] {
  const shared = Math.max(64, Math.min(512, Math.floor(totalmem() / 2 ** 20 / 8)));
  return [
    "listen_addresses=127.0.0.1",
    // In the data directory, beside TCP: a statement over the socket costs web and worker a tenth less than over TCP.
    "unix_socket_directories=.",
    "max_connections=200",
    `shared_buffers=${shared}MB`,
    `effective_cache_size=${shared * 3}MB`,
    "wal_compression=on",
    "max_wal_size=2GB",
    "checkpoint_timeout=15min",
    "random_page_cost=1.1",
    "jit=off",
    "autovacuum_naptime=15s",
    // A process that hangs in a transaction keeps others waiting no longer than its lease lasts.
    "idle_in_transaction_session_timeout=20s",
    "timezone=UTC",
    "log_timezone=UTC",
    "max_logical_replication_workers=0",
    "log_checkpoints=off",
    "log_min_messages=warning",
    "log_line_prefix=%m [%p] ",
  ];
}

function address(home: string, port: number, database: string): string {
  const file = join(home, "postgres-password");
  const password = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  const socket = join(home, "pg", `.s.PGSQL.${port}`);
  const host =
    existsSync(socket) && Buffer.byteLength(socket) <= LONGEST_SOCKET_PATH
      ? `?host=${encodeURIComponent(join(home, "pg"))}`
      : "";
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}${host}`;
}

/** macOS takes 103 bytes, Linux 107. */
const LONGEST_SOCKET_PATH = 103;

function readPidFile(home: string): { pid: number; port: number } | null {
  const file = join(home, "pg/postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port } : null;
}

async function canConnect(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Below those that the system gives to outgoing connections (from 32768 on): it is to be free again when a killed
 * server is started anew, and nobody who looks for it meanwhile may be connected with itself.
 */
async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = await listenOn(randomInt(15_000, 32_000));
    if (port) return port;
  }
  throw new Error("No free port was found");
}

function listenOn(port: number): Promise<number | null> {
  return new Promise((free) => {
    const server = createServer().once("error", () => free(null));
    server.listen(port, "127.0.0.1", () => server.close(() => free(port)));
  });
}

/** Nothing of ours: locale and preloads of the person who starts Baton do not reach the database. */
const postgresEnvironment = { NODE_ENV: "production", PATH: "/usr/bin:/bin", LC_ALL: "C" } as const;

const lastLines = (file: string) => readFileSync(file, "utf8").trimEnd().split("\n").slice(-12).join("\n");
