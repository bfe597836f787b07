import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export type Seen = { pid: number; parent: number; command: string };

/** Every process of this machine that this user may see; zombies are not there. */
export function listProcesses(): Seen[] {
  if (process.platform !== "linux")
    return execFileSync("ps", ["-axo", "pid=,ppid=,command="])
      .toString()
      .split("\n")
      .flatMap((line) => {
        const [, pid, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
        return pid ? [{ pid: Number(pid), parent: Number(parent), command }] : [];
      });
  return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? readProcess(Number(name)) : []));
}

export const childrenOf = (pid: number): Seen[] => listProcesses().filter(({ parent }) => parent === pid);

function readProcess(pid: number): Seen[] {
  try {
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    if (state === "Z" || state === "X") return [];
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return [{ pid, parent: Number(parent), command }];
  } catch {
    return [];
  }
}
