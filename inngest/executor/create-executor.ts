/** The server side of Inngest for one client: takes its events, and, where it is started, runs its functions. */
import type { Inngest, InngestFunction } from "inngest";
import { now } from "@/server/db/clock";
import { logger } from "@/server/logger";
import { keepCheckpoints } from "./checkpoints";
import { openCommitter } from "./committer";
import { openCrons } from "./crons";
import { serveApi } from "./embedded-client";
import type { End } from "./ended-run";
import { enqueue } from "./enqueue";
import { readEvent, type SentEvent } from "./incoming-event";
import { type ClaimedItem, STATE } from "./item";
import { type Loop, startLoop } from "./loop";
import { HANG_MS, openProcesses } from "./processes";
import { prune } from "./prune";
import { openSdk, type Sdk } from "./sdk";
import { NOTIFY, openSession } from "./session";
import { workOn } from "./work";

export type Executor = {
  /** Accepts events; returns their ids once they are stored. */
  send: (events: SentEvent[], seed?: string | null) => Promise<string[]>;
  /** Works until stopped. */
  start: (options?: { concurrency?: number; hangMs?: number }) => Promise<{ stop: () => Promise<void> }>;
  close: () => Promise<void>;
};

type Options = {
  client: Inngest;
  functions: InngestFunction.Like[];
  /** How the functions are called: in memory, unless somebody else does it. */
  sdk?: Sdk;
  /** Ids of functions whose events need no memory beyond the run's life: a second event with the same id, sent after the run ended, starts it again. */
  forgetful?: string[];
  ended?: (run: { runId: string; functionId: string; event: string }, end: End) => void;
};

const CONCURRENCY = 40;
const NOTIFY_MS = 25;
const BEAT_MS = 5_000;
const SWEEP_MS = 1_000;
const PRUNE_MS = 600_000;
/** Less than a supervisor waits. */
const STOP_MS = 6_000;

export function createExecutor({
  client,
  functions,
  sdk = openSdk(client, functions),
  forgetful = [],
  ended = () => {},
}: Options): Executor {
  const session = openSession();
  const checkpoints = keepCheckpoints();
  const forgets = new Set(forgetful);
  let loop: Loop | null = null;
  let announcing: NodeJS.Timeout | null = null;
  let unannounced = false;

  /** The first at once, then at most one every 25 ms. */
  const announceWork = () => {
    unannounced = true;
    if (announcing) return;
    announcing = setTimeout(() => {
      announcing = null;
      if (unannounced) announceWork();
    }, NOTIFY_MS);
    unannounced = false;
    session
      .query(NOTIFY)
      .catch((error: unknown) =>
        logger.warn({ error: String(error) }, "new work could not be announced; it is found by looking"),
      );
  };

  const send: Executor["send"] = async (sent, seed = null) => {
    const at = now();
    const events = sent.map((event, index) =>
      readEvent(event, at, seed === null ? null : `${seed}:${index}`),
    );
    if (events.length > 0 && (await enqueue(session, await sdk.functions(), events, at, forgets))) {
      if (loop?.hasRoom()) loop.wake();
      else announceWork();
    }
    return events.map(({ id }) => id);
  };

  serveApi(client.id, async (path, body, seed) => {
    if (path.startsWith("/e/")) {
      try {
        const ids = await send(Array.isArray(body) ? body : [body], seed);
        return { status: 200, body: { ids, status: 200 } };
      } catch (error) {
        return {
          status: 400,
          body: { ids: [], status: 400, error: error instanceof Error ? error.message : String(error) },
        };
      }
    }
    if (/^\/v1\/checkpoint\/[^/]+\/async$/.test(path))
      return { status: checkpoints.receive(body) ? 200 : 409, body: null };
    return { status: 404, body: { error: `The embedded executor does not serve ${path}`, status: 404 } };
  });

  return {
    send,
    async start({ concurrency = CONCURRENCY, hangMs = HANG_MS } = {}) {
      const configs = await sdk.functions();
      const processes = openProcesses(session, hangMs);
      let stopped = false;
      const committer = openCommitter(session, () => stopped);
      await processes.beat();
      await processes.sweep();
      const running = startLoop({
        session,
        owner: await processes.join(),
        concurrency,
        crons: openCrons(session, configs),
        counted: configs.some((fn) => fn.concurrency !== null),
        work: (item, released) =>
          workOn(
            {
              session,
              sdk,
              checkpoints,
              committer,
              functions: configs,
              ended: (run, end) => ended(summary(run), end),
              wrote: ({ state, due_at }) =>
                state === STATE.sleeping ? running.noteDue(due_at) : running.wake(),
            },
            item,
            released,
          ),
      });
      loop = running;
      const chore = (everyMs: number, what: () => Promise<unknown>) =>
        setInterval(
          () =>
            void what().catch((error: unknown) =>
              logger.warn({ error: String(error) }, "a chore of the executor failed"),
            ),
          everyMs,
        );
      const chores = [
        chore(Math.min(BEAT_MS, hangMs / 4), processes.beat),
        chore(SWEEP_MS, async () => ((await processes.sweep()) ? running.wake() : undefined)),
        chore(PRUNE_MS, () => prune(session, now())),
      ];
      await session.listen((what) => {
        if (what === "reconnected") running.giveBackStrays();
        running.wake();
      });
      return {
        async stop() {
          for (const timer of chores) clearInterval(timer);
          loop = null;
          await running.stop(STOP_MS);
          stopped = true;
          await processes.leave();
          announceWork();
        },
      };
    },
    async close() {
      if (announcing) clearTimeout(announcing);
      await session.close();
    },
  };
}

const summary = (item: ClaimedItem) => ({
  runId: item.runId,
  functionId: item.functionId,
  event: item.event,
});
