import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

type Options = { onWait?: (holder: number) => void; timeoutMs?: number };

/**
 * One holder per path among the processes of this machine. The file names the holder by pid and start time, so that a
 * lock left by a killed process, even when its pid was given out again, is seen to be nobody's.
 */
export async function withFileLock<T>(
  path: string,
  work: () => Promise<T>,
  options: Options = {},
): Promise<T> {
  await acquire(path, options);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** "pid start-time" of a running process, or null when there is none. */
export function processIdentity(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return null;
  }
  try {
    if (process.platform !== "linux")
      return `${pid} ${execFileSync("ps", ["-o", "lstart=", "-p", String(pid)])
        .toString()
        .trim()}`;
    const [state, ...rest] = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    // A killed process may stay a zombie for a while.
    return state === "Z" || state === "X" ? null : `${pid} ${rest[18]}`;
  } catch {
    return null;
  }
}

async function acquire(path: string, { onWait, timeoutMs = 600_000 }: Options): Promise<void> {
  const mine = `${path}.${randomBytes(6).toString("hex")}`;
  writeFileSync(mine, processIdentity(process.pid) ?? "", { mode: 0o600 });
  const deadline = performance.now() + timeoutMs;
  let told = false;
  try {
    while (!tryLink(mine, path)) {
      const holder = readHolder(path);
      if (holder === null) continue;
      const pid = Number.parseInt(holder, 10);
      if (processIdentity(pid) !== holder) {
        discard(path, holder);
        continue;
      }
      if (!told) onWait?.(pid);
      told = true;
      if (performance.now() > deadline)
        throw new Error(
          `${path} is held by process ${pid} for too long. End that process, or remove the file.`,
        );
      await sleep(150);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** Moves a dead holder's file away. If another process was quicker and the moved one lives, it is put back. */
function discard(path: string, holder: string): void {
  const away = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    renameSync(path, away);
  } catch {
    return;
  }
  if (readHolder(away) !== holder) tryLink(away, path);
  rmSync(away, { force: true });
}
