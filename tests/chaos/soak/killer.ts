import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stopEmbeddedDatabase } from "@/server/ops/embedded-database";
import { withFileLock } from "@/server/ops/file-lock";
import { keysInFlight, tryQuery } from "./in-flight";
import type { SoakOptions } from "./options";
import type { Planned } from "./plan";
import type { Product, Target } from "./product";
import type { Receiver } from "./receiver";

export type Done = {
  what: string;
  at: number;
  /** Of HTTP calls that were under way then. */
  inFlight: Set<string>;
  /** Only for an outage: seconds from the database's return until a step was recorded again. */
  resumedAfterSeconds?: number;
  /** Only for a hang: runs that were in somebody's hands when it began, and still in the same when it ended. */
  stuck?: number;
};

type Parts = {
  product: Product;
  receiver: Receiver;
  options: SoakOptions;
  accepted: () => number;
  /** So many events may be sent by now: there is to be traffic at every kill, however long the ones before took. */
  allow: (events: number) => void;
  say: (line: string) => void;
};

const LOOK_MS = 20;
const TARGET_WITHIN_MS = 60_000;
/** How much longer than planned a process hangs until others have all that it had in hand. */
const HANG_AT_MOST_MS = 60_000;

/** Does what was planned when it is due. The hang goes on beside the kills, which then spare the hanging process. */
export async function disturb(planned: Planned[], parts: Parts): Promise<Done[]> {
  const done: Done[] = [];
  const hanging: Promise<void>[] = [];
  const hung = new Set<number>();
  for (const disturbance of planned) {
    parts.allow(disturbance.after + Math.max(20, parts.options.runs / 50));
    while (parts.accepted() < disturbance.after) await sleep(LOOK_MS);
    await sleep(disturbance.jitterMs);
    // Whoever hangs keeps its connections (see the plan).
    const cutsConnections =
      disturbance.kind === "outage" ||
      (disturbance.kind === "kill" && ["connection", "database"].includes(disturbance.target));
    if (cutsConnections) await Promise.all(hanging);
    if (disturbance.kind === "hang") hanging.push(hang(parts, hung, done));
    else {
      const did =
        disturbance.kind === "outage"
          ? await outage(parts)
          : await kill(parts, disturbance.target, disturbance.pick, hung);
      done.push(did);
      parts.say(`${did.what} after ${parts.accepted()} events`);
    }
  }
  parts.allow(Number.POSITIVE_INFINITY);
  await Promise.all(hanging);
  return done;
}

async function kill(parts: Parts, target: Target, pick: number, hung: Set<number>): Promise<Done> {
  const { product, receiver } = parts;
  const pid = await untilThere(product, target, pick, hung);
  const before = await keysInFlight(product.databaseUrl, receiver);
  process.kill(pid, "SIGKILL");
  const at = Date.now();
  const after = await keysInFlight(product.databaseUrl, receiver);
  const again = target === "database" || target === "connection" ? await afterReturn(parts) : [];
  return { what: `SIGKILL of ${target}`, at, inFlight: new Set([...before, ...after, ...again]) };
}

/** What the database, once it is back, does not know to be done. */
async function afterReturn({ product, receiver }: Parts): Promise<string[]> {
  while (!(await tryQuery(product.databaseUrl, "select 1"))) await sleep(LOOK_MS);
  return keysInFlight(product.databaseUrl, receiver);
}

async function untilThere(
  product: Product,
  target: Target,
  pick: number,
  hung: Set<number>,
): Promise<number> {
  const end = Date.now() + TARGET_WITHIN_MS;
  const instead: Partial<Record<Target, Target>> = { "worker 2": "worker 1" };
  while (Date.now() < end) {
    for (const name of [target, instead[target]]) {
      const pids = name ? product.pids(name) : [];
      const pid = pids[Math.floor(pick * pids.length)];
      if (pid !== undefined && !hung.has(pid)) return pid;
      if (pid === undefined) break;
    }
    await sleep(LOOK_MS);
  }
  throw new Error(
    `The supervisor did not start ${target} again within a minute:\n${product.lines.slice(-40).join("\n")}`,
  );
}

async function hang(parts: Parts, hung: Set<number>, done: Done[]): Promise<void> {
  const { product, receiver, options, say } = parts;
  const pid = await untilThere(product, "worker 2", 0, hung);
  hung.add(pid);
  const before = await keysInFlight(product.databaseUrl, receiver);
  process.kill(pid, "SIGSTOP");
  const at = Date.now();
  // What it had sent before still arrives.
  await sleep(100);
  const after = await keysInFlight(product.databaseUrl, receiver);
  const held = await leases(product.databaseUrl);
  const hanging: Done = { what: "SIGSTOP of worker 2", at, inFlight: new Set([...before, ...after]) };
  done.push(hanging);
  say(`SIGSTOP of worker 2, with ${held.length} runs in everybody's hands`);
  const least = at + options.hangSeconds * 1_000;
  for (;;) {
    const still = new Set(await leases(product.databaseUrl));
    hanging.stuck = held.filter((lease) => still.has(lease)).length;
    if (Date.now() > least && (hanging.stuck === 0 || Date.now() > least + HANG_AT_MOST_MS)) break;
    await sleep(250);
  }
  process.kill(pid, "SIGCONT");
  hung.delete(pid);
  say(
    `SIGCONT of worker 2 after ${((Date.now() - at) / 1_000).toFixed(1)} s: ${hanging.stuck} of ${held.length} runs were not taken over`,
  );
}

/** Stopped as an administrator would; who starts it again waits for the lock that this process has meanwhile. */
async function outage(parts: Parts): Promise<Done> {
  const { product, receiver, options } = parts;
  const before = await keysInFlight(product.databaseUrl, receiver);
  const at = Date.now();
  await withFileLock(join(product.home, "pg.lock"), async () => {
    await stopEmbeddedDatabase(product.home);
    if (existsSync(join(product.home, "pg/postmaster.pid"))) throw new Error("The database did not stop");
    await sleep(options.outageSeconds * 1_000);
  });
  const after = await afterReturn(parts);
  const back = Date.now();
  await untilStepsMove(product.databaseUrl);
  const resumedAfterSeconds = (Date.now() - back) / 1_000;
  return {
    what: `outage of ${options.outageSeconds} s`,
    at,
    inFlight: new Set([...before, ...after]),
    resumedAfterSeconds,
  };
}

/** Runs with whoever has them in hand. */
async function leases(databaseUrl: string): Promise<string[]> {
  for (;;) {
    const rows = await tryQuery<{ lease: string }>(
      databaseUrl,
      "select id || ' ' || generation || ' ' || lease_owner as lease from flow_executions where lease_owner is not null",
    );
    if (rows) return rows.map(({ lease }) => lease);
    await sleep(LOOK_MS);
  }
}

async function untilStepsMove(databaseUrl: string): Promise<void> {
  const recorded = async () =>
    (
      await tryQuery<{ n: string }>(databaseUrl, "select coalesce(sum(run_seq), 0) as n from flow_executions")
    )?.[0]?.n;
  const before = await recorded();
  for (let tries = 0; tries < 3_000; tries++) {
    const now = await recorded();
    if (now !== undefined && now !== before) return;
    await sleep(LOOK_MS);
  }
}
