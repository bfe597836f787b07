/** Every chain of calls has a clock of its own: many runs live through weeks beside each other, each at its own pace. */
import { AsyncLocalStorage } from "node:async_hooks";
import { vi } from "vitest";

export type VirtualClock = { time: number };

const clocks = new AsyncLocalStorage<VirtualClock>();

/** What is called within sees this clock alone. It stands still but for the moments that a turn waits by itself. */
export const atClock = <T>(clock: VirtualClock, work: () => Promise<T>): Promise<T> =>
  clocks.run(clock, work);

/** Answers how to put everything back. */
export function startVirtualTime(): () => void {
  const before = globalThis.batonClock;
  globalThis.batonClock = { now: () => new Date(clocks.getStore()?.time ?? Date.now()) };
  const wait = globalThis.setTimeout;
  const timers = vi.spyOn(globalThis, "setTimeout").mockImplementation(((work: () => void, ms = 0) => {
    const clock = clocks.getStore();
    // So long a turn waits for what is due in a moment; what guards a call takes longer, what bundles news less.
    if (!clock || ms < 1_000 || ms > 2_000) return wait(work, ms);
    clock.time += ms;
    return wait(work, 0);
  }) as typeof setTimeout);
  const luck = vi.spyOn(Math, "random").mockReturnValue(0.5);
  return () => {
    timers.mockRestore();
    luck.mockRestore();
    globalThis.batonClock = before;
  };
}
