import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processIdentity } from "./file-lock";

export type LiveServer = { identity: string; url: string; build: string };

/** Servers of this checkout's production build that run now, whatever their data directory. */
export const CHECKOUT_SERVERS = ".next/cache/baton/servers";

/** Notes this process under its pid; the note of a killed one is seen to be stale by its start time. */
export function noteServer(directory: string, server: Omit<LiveServer, "identity">): void {
  mkdirSync(directory, { recursive: true });
  const note: LiveServer = { identity: processIdentity(process.pid) ?? "", ...server };
  writeFileSync(join(directory, `${process.pid}.json`), JSON.stringify(note), { mode: 0o600 });
}

export function forgetServer(directory: string): void {
  rmSync(join(directory, `${process.pid}.json`), { force: true });
}

export function liveServers(directory: string): (LiveServer & { pid: number })[] {
  const live: (LiveServer & { pid: number })[] = [];
  for (const name of listed(directory)) {
    const pid = Number.parseInt(name, 10);
    const note = readNote(join(directory, name));
    if (note && processIdentity(pid) === note.identity) live.push({ ...note, pid });
    else rmSync(join(directory, name), { force: true });
  }
  return live;
}

function listed(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
}

function readNote(path: string): LiveServer | null {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
