import { performance } from "node:perf_hooks";
import { onTestFinished, vi } from "vitest";

/** The clock of this process stands where it is put. */
export function setClock(start: Date) {
  const before = globalThis.batonClock;
  let time = start.getTime();
  globalThis.batonClock = { now: () => new Date(time) };
  return {
    set: (at: Date) => {
      time = at.getTime();
    },
    advance: (ms: number) => {
      time += ms;
    },
    restore: () => {
      globalThis.batonClock = before;
    },
  };
}

/** For the length of a test no time passes but what it says: no window of tries ends in it, and no bucket fills, on however slow a machine. */
export function stopClock() {
  const clock = setClock(new Date());
  let since = performance.now();
  const sinceStart = vi.spyOn(performance, "now").mockImplementation(() => since);
  onTestFinished(() => {
    clock.restore();
    sinceStart.mockRestore();
  });
  return {
    advance: (ms: number) => {
      clock.advance(ms);
      since += ms;
    },
  };
}
