import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** How a PostgreSQL program is started so that it does not see itself as root, which it refuses. */
export type RunAs = { prefix: string[]; uid?: number; gid?: number };

/**
 * An ordinary user: as it is. root: as the owner of the data if that is another user; else in a user namespace, where files stay root's and a checkout below /root can be
 * read; where that is forbidden (most containers), as the system's postgres or nobody.
 */
export function runPostgresAs(data: string): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const owner = statSync(data, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { prefix: [], uid: owner.uid, gid: owner.gid };
  const namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];
  const [command = "", ...args] = [...namespace, "true"];
  if (spawnSync(command, args).status === 0) return { prefix: namespace };
  for (const name of ["postgres", "nobody"]) {
    const entry = passwdEntry(name);
    if (entry) return { prefix: [], ...entry };
  }
  throw new Error(
    "PostgreSQL refuses to run as root, and this machine has neither user namespaces nor a user postgres or nobody. Start Baton as an ordinary user, or set DATABASE_URL.",
  );
}

/** Lets that user reach what it needs: `own` becomes its property, the directories from there up to `home` passable. */
export function handOver(runAs: RunAs, own: string, home: string): void {
  if (runAs.uid === undefined || runAs.gid === undefined) return;
  chownSync(own, runAs.uid, runAs.gid);
  for (let directory = dirname(own); directory.startsWith(home); directory = dirname(directory))
    chmodSync(directory, statSync(directory).mode | 0o011);
  assertReachable(own);
}

/** Whether another user can get there is for us to say in words: PostgreSQL itself would only fail to start. */
export function assertReachableBy(runAs: RunAs, path: string): void {
  if (runAs.uid !== undefined) assertReachable(path);
}

function assertReachable(path: string): void {
  for (let directory = dirname(path); directory !== dirname(directory); directory = dirname(directory)) {
    if ((statSync(directory).mode & 0o001) === 0)
      throw new Error(
        `PostgreSQL refuses to run as root, and another user cannot enter ${directory}. Move Baton to a directory that all may enter, start it as an ordinary user, or set DATABASE_URL.`,
      );
  }
}

function passwdEntry(name: string): { uid: number; gid: number } | null {
  if (!existsSync("/etc/passwd")) return null;
  for (const line of readFileSync("/etc/passwd", "utf8").split("\n")) {
    const [user, , uid, gid] = line.split(":");
    if (user === name) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}
