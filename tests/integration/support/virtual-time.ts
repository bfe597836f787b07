/** Every chain of calls has a clock of its own: many runs live through weeks beside each other, each at its own pace. */
import { AsyncLocalStorage } from "node:async_hooks";
import { vi } from "vitest";
import { LOOK_AGAIN_MS } from "@/server/domain/wait-terms";

export type VirtualClock = { time: number };

const clocks = new AsyncLocalStorage<VirtualClock>();

/** What is called within sees this clock alone. It stands still. */
export const atClock = <T>(clock: VirtualClock, work: () => Promise<T>): Promise<T> =>
  clocks.run(clock, work);

/** A turn waits by itself for a wait that looks again; that time is jumped. Answers how to put everything back. */
export function startVirtualTime(): () => void {
  const before = globalThis.batonClock;
  globalThis.batonClock = { now: () => new Date(clocks.getStore()?.time ?? Date.now()) };
  const wait = globalThis.setTimeout;
  const jump = (work: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
    const clock = clocks.getStore();
    if (!clock || ms !== LOOK_AGAIN_MS) return wait(work, ms, ...args);
    clock.time += ms;
    return wait(work, 0, ...args);
  };
  const timers = vi.spyOn(globalThis, "setTimeout").mockImplementation(Object.assign(jump, wait));
  const luck = vi.spyOn(Math, "random").mockReturnValue(0.5);
  return () => {
    timers.mockRestore();
    luck.mockRestore();
    globalThis.batonClock = before;
  };
}
