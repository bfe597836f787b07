import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Product } from "./product";

type Part = "web" | "worker" | "postgres";
const PARTS: Part[] = ["web", "worker", "postgres"];

type Entry = { pid: number; parent: number; command: string; cpuTicks: number; endedChildrenTicks: number };
/** memoryMb: what would be free without them; pages that several share count once. cpuPercent: of one core. */
export type Use = Record<Part, { memoryMb: number; cpuPercent: number }>;

/** Memory and CPU of the product's processes over some seconds. Linux only: it reads /proc. */
export async function measureUse(product: Product, seconds: number): Promise<Use> {
  const before = cpuSeconds(product);
  const begun = performance.now();
  await sleep(seconds * 1000);
  const after = cpuSeconds(product);
  const elapsed = (performance.now() - begun) / 1000;
  const use = (part: Part) => ({
    memoryMb: Number((proportionalKb(pidsOf(product)[part]) / 1024).toFixed(1)),
    cpuPercent: Number((((after[part] - before[part]) / elapsed) * 100).toFixed(2)),
  });
  return { web: use("web"), worker: use("worker"), postgres: use("postgres") };
}

export function workerPid(product: Product): number {
  const [pid] = pidsOf(product).worker;
  if (!pid) throw new Error("The worker process was not found");
  return pid;
}

function pidsOf(product: Product): Record<Part, number[]> {
  const all = processTable();
  const programs = all.filter((entry) => entry.parent === product.launcherPid);
  const isWorker = (entry: Entry) => entry.command.includes("worker-main");
  const web = programs.filter((entry) => !isWorker(entry) && entry.command.includes("next"));
  return {
    web: web.flatMap(({ pid }) => treeOf(pid, all)),
    worker: programs.filter(isWorker).flatMap(({ pid }) => treeOf(pid, all)),
    postgres: treeOf(postmasterPid(product), all),
  };
}

function cpuSeconds(product: Product): Record<Part, number> {
  const pids = pidsOf(product);
  const all = new Map(processTable().map((entry) => [entry.pid, entry]));
  const ticks = (part: Part) =>
    pids[part].reduce((sum, pid) => {
      const entry = all.get(pid);
      return sum + (entry ? entry.cpuTicks + entry.endedChildrenTicks : 0);
    }, 0);
  // USER_HZ is 100 wherever Node runs on Linux.
  return { web: ticks("web") / 100, worker: ticks("worker") / 100, postgres: ticks("postgres") / 100 };
}

const postmasterPid = (product: Product): number =>
  Number(readFileSync(join(product.dataDir, "pg/postmaster.pid"), "utf8").split("\n")[0]);

function treeOf(root: number, all: Entry[]): number[] {
  const children = all.filter(({ parent }) => parent === root);
  return [root, ...children.flatMap(({ pid }) => treeOf(pid, all))];
}

function processTable(): Entry[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, "utf8")
          .replace(/^.*\) /s, "")
          .split(" ")
          .map(Number);
        const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map(
          (field) => fields[field],
        );
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8");
        const entry = { pid: Number(name), parent, command, cpuTicks: user + system };
        return [{ ...entry, endedChildrenTicks: endedUser + endedSystem }];
      } catch {
        return [];
      }
    });
}

function proportionalKb(pids: number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      return sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      return sum;
    }
  }, 0);
}

export const textOf = (use: Use): string =>
  PARTS.map((part) => `${part} ${Math.round(use[part].memoryMb)} MB, ${use[part].cpuPercent} %`).join(" · ");
