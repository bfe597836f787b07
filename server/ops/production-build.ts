import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { launchEnvironment } from "../env";
import { withFileLock } from "./file-lock";
import { CHECKOUT_SERVERS, liveServers, noteServer } from "./live-servers";

/** Everything that `next build` reads. */
const SOURCES = [
  "app",
  "components",
  "inngest",
  "prisma/schema",
  "public",
  "server",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
const IGNORED = ["server/ops/cli"];
const HASH_FILE = ".next/baton-build-hash";
const LOCK_FILE = ".next/cache/baton/build.lock";

type Progress = (line: string) => void;

/** The build of these very sources is there, and this process is noted as a server that runs from it. */
export async function claimBuild(url: string, say: Progress): Promise<void> {
  await ensureBuild(say, (build) => noteServer(CHECKOUT_SERVERS, { url, build }));
}

/**
 * Makes the production build unless the one that is there is of these very sources. Of several starters one builds and
 * the others wait. `claim` is called before another may build.
 */
export async function ensureBuild(say: Progress, claim: (build: string) => void = () => {}): Promise<void> {
  const wanted = sourceHash();
  try {
    mkdirSync(".next/cache/baton", { recursive: true });
    accessSync(".next/cache/baton", constants.W_OK);
  } catch (error) {
    // A checkout that this user may only read is fine as long as its build is current.
    if (builtHash() === wanted) return;
    throw error;
  }
  const onWait = (holder: number) =>
    say(`waiting for process ${holder}, which is making the production build`);
  await withFileLock(
    LOCK_FILE,
    async () => {
      if (builtHash() !== wanted) await rebuild(wanted, say);
      claim(wanted);
    },
    { onWait },
  );
}

async function rebuild(wanted: string, say: Progress): Promise<void> {
  const [live] = liveServers(CHECKOUT_SERVERS);
  if (live)
    throw new Error(
      `The sources have changed, but a Baton from this checkout still serves the earlier build at ${live.url} (process ${live.pid}). Stop it (Ctrl-C, or kill ${live.pid}), then start again.`,
    );
  rmSync(HASH_FILE, { force: true });
  await build(say);
  writeFileSync(HASH_FILE, wanted);
}

async function build(say: Progress): Promise<void> {
  say("making the production build (about a minute the first time)");
  const began = performance.now();
  const beat = setInterval(
    () => say(`still building, ${Math.round((performance.now() - began) / 1000)} s`),
    10_000,
  );
  try {
    for (;;) {
      const { code, output } = await nextBuild();
      if (code === 0) return;
      // Left running by a launcher that was killed: it ends by itself, and what it made may be older than the sources.
      if (!output.includes("process is already running"))
        throw new Error(`The production build failed:\n${output}`);
      await sleep(2_000);
    }
  } finally {
    clearInterval(beat);
  }
}

function nextBuild(): Promise<{ code: number | null; output: string }> {
  return new Promise((ended, failed) => {
    const env = { ...launchEnvironment(), NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
    const args = ["node_modules/next/dist/bin/next", "build"];
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    const withUs = () => child.kill();
    process.once("exit", withUs);
    let output = "";
    const collect = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", failed);
    child.on("close", (code) => {
      process.off("exit", withUs);
      ended({ code, output });
    });
  });
}

function builtHash(): string | null {
  try {
    return readFileSync(HASH_FILE, "utf8");
  } catch {
    return null;
  }
}

export function sourceHash(): string {
  const hash = createHash("sha256");
  for (const path of SOURCES.flatMap(filesOf))
    hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

function filesOf(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found || IGNORED.includes(path)) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
