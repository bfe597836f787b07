/**
 * Lets work that nobody waits for go on beside work that somebody does, on the same thread: it takes a few milliseconds
 * and then leaves the thread to others, the longer the more of it they used meanwhile. All of a process share one pace,
 * so that ten of them take no more than one.
 */
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** Longer than this a run that is due does not wait for us. */
const SLICE_MS = 4;
/** Of the thread, when others need it, and when they do not. */
const BUSY_SHARE = 0.16;
const IDLE_SHARE = 0.75;
/** Others count as busy from this share of the thread on. */
const BUSY_FROM = 0.08;
const LONGEST_PAUSE_MS = 100;

type Pace = { turn: Promise<void>; busy: boolean };

declare global {
  var batonBackgroundPace: Pace | undefined;
}

export type BackgroundWork = {
  /** To be asked between two small pieces of work. Returns at once while there is time left. */
  pause: () => Promise<void>;
  /** Takes work that yields after each small piece to its end. */
  through: <Result>(work: Generator<void, Result>) => Promise<Result>;
};

/** `work` begins when no other work of this kind is in its slice. */
export function inBackground(): BackgroundWork {
  globalThis.batonBackgroundPace ??= { turn: Promise.resolve(), busy: true };
  const pace = globalThis.batonBackgroundPace;
  let begun = performance.now();
  const pause = async () => {
    const used = performance.now() - begun;
    if (used < SLICE_MS) return;
    const mine = pace.turn.then(() => giveWay(pace, used));
    pace.turn = mine;
    await mine;
    begun = performance.now();
  };
  return {
    pause,
    async through(work) {
      for (;;) {
        const piece = work.next();
        if (piece.done) return piece.value;
        await pause();
      }
    },
  };
}

async function giveWay(pace: Pace, usedMs: number): Promise<void> {
  const share = pace.busy ? BUSY_SHARE : IDLE_SHARE;
  const before = performance.eventLoopUtilization();
  await sleep(Math.min(LONGEST_PAUSE_MS, Math.max(1, usedMs * (1 / share - 1))));
  pace.busy = performance.eventLoopUtilization(before).utilization >= BUSY_FROM;
}
