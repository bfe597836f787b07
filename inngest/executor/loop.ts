/** Claims what is due and works on it, up to `concurrency` calls at once. */
import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import { env } from "@/server/env";
import { logger } from "@/server/logger";
import { claim } from "./claim";
import type { Crons } from "./crons";
import { wakeDue } from "./due";
import type { ClaimedItem } from "./item";
import type { Session } from "./session";
import { admitHeld } from "./slots";

export type Loop = {
  /** There is new work. */
  wake: () => void;
  /** There is work for this time. */
  noteDue: (at: Date) => void;
  hasRoom: () => boolean;
  /** Work that is ours in the database, but unknown here, is given back. */
  giveBackStrays: () => void;
  /** Claims no more, and waits for what is in hand. */
  stop: (longestMs: number) => Promise<void>;
};

type Parts = {
  session: Session;
  owner: number;
  concurrency: number;
  crons: Crons;
  /** Some function declares concurrency: held items are to be looked after. */
  counted: boolean;
  work: (item: ClaimedItem, released: () => void) => Promise<unknown>;
};

/** Work that no announcement told of is found after this. */
const POLL_MS = 1_000;
/** A clock that tests move cannot be waited for. */
const TEST_POLL_MS = 50;
/** There is a queue for the database: look again soon. */
const CROWDED_MS = 5;
/**
 * Statements that wait for a connection. Behind a longer queue everything is only later, a light workspace's run too;
 * calls that wait for somebody outside hold no connection and do not count.
 */
const MOST_WAITING = 2;
const MOST_PER_CLAIM = 50;
/** Times the concurrency: calls and ended calls whose outcome is not written yet. */
const MOST_UNWRITTEN = 4;

const STRAYS = {
  name: "executor-strays",
  text: "update executor.items set state = 1, lease_owner = null where state = 2 and lease_owner = $1 and run_id::text || '/' || step <> all($2::text[])",
};

export function startLoop({ session, owner, concurrency, crons, counted, work }: Parts): Loop {
  const inHand = new Map<string, Promise<unknown>>();
  const movedClock = env().BATON_TEST_CLOCK;
  let timer: NodeJS.Timeout | undefined;
  let calling = 0;
  let last = "";
  let turning = false;
  let stopping = false;
  /** There may be more than was claimed. */
  let more = true;
  let strays = false;
  let wakeAt = 0;
  let timerAt = 0;
  let polledAt = 0;

  /** Claiming more while calls queue for the database, or outcomes for being written, would only make them wait longer. */
  const crowded = () => pool().waitingCount >= MOST_WAITING || inHand.size >= concurrency * MOST_UNWRITTEN;
  const room = () => (crowded() ? 0 : concurrency - calling);

  const begin = (item: ClaimedItem) => {
    const id = `${item.runId}/${item.step}`;
    let called = true;
    calling += 1;
    const released = () => {
      if (called) calling -= 1;
      called = false;
      // One claim for several that ended, unless nothing else is going on.
      if (more && (calling === 0 || room() >= Math.min(concurrency / 4, 10))) void turn();
    };
    const working = work(item, released).finally(() => {
      if (inHand.get(id) === working) inHand.delete(id);
      if (item.slot !== null) more = true;
      released();
    });
    inHand.set(id, working);
  };

  const wakeSleepers = async () => {
    const at = now();
    if (at.getTime() < wakeAt && !movedClock) return;
    wakeAt = Number.POSITIVE_INFINITY;
    const { woken, next } = await wakeDue(session, at);
    const fired = await crons.fire(at);
    if (woken > 0 || fired.started) more = true;
    for (const due of [next, fired.next]) if (due) wakeAt = Math.min(wakeAt, due.getTime());
  };

  const claimAll = async () => {
    while (more && !stopping) {
      const most = Math.min(room(), MOST_PER_CLAIM);
      if (most <= 0) return;
      more = false;
      if (counted) await admitHeld(session);
      const claimed = await claim(session, owner, most, last);
      last = claimed.last;
      for (const item of claimed.items) begin(item);
      if (claimed.more) more = true;
    }
  };

  const turn = async () => {
    if (turning || stopping) return;
    turning = true;
    try {
      if (strays) await session.query({ ...STRAYS, values: [owner, [...inHand.keys()]] });
      strays = false;
      await wakeSleepers();
      await claimAll();
    } catch (error) {
      more = true;
      wakeAt = 0;
      logger.warn({ error: String(error) }, "the executor could not look for work, trying again");
      await new Promise((resolve) => setTimeout(resolve, CROWDED_MS * 10));
    } finally {
      turning = false;
      schedule();
    }
  };

  const schedule = () => {
    if (stopping) return;
    const wait = Math.min(
      movedClock ? TEST_POLL_MS : POLL_MS,
      Math.max(0, wakeAt - now().getTime()),
      waitForRoom(),
    );
    clearTimeout(timer);
    timerAt = performance.now() + wait;
    timer = setTimeout(poll, wait);
  };

  /** With all calls in hand, the next that ends asks for a turn. */
  const waitForRoom = () => (!more || calling >= concurrency ? POLL_MS : room() > 0 ? 0 : CROWDED_MS);

  const poll = () => {
    const at = performance.now();
    if (at - polledAt >= POLL_MS) {
      polledAt = at;
      more = true;
      wakeAt = 0;
    }
    void turn();
  };

  void turn();
  return {
    wake() {
      more = true;
      void turn();
    },
    noteDue(at) {
      if (at.getTime() >= wakeAt) return;
      wakeAt = at.getTime();
      if (!turning && performance.now() + (wakeAt - now().getTime()) < timerAt) schedule();
    },
    hasRoom: () => !stopping && room() > 0,
    giveBackStrays() {
      strays = true;
      void turn();
    },
    async stop(longestMs) {
      stopping = true;
      clearTimeout(timer);
      let limit: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => {
        limit = setTimeout(resolve, longestMs);
      });
      await Promise.race([Promise.allSettled(inHand.values()), late]);
      clearTimeout(limit);
    },
  };
}
