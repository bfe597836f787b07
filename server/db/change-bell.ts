import { type Change, subscribeChanges } from "./bus";

export type ChangeBell = {
  /** Until it rings, `ms` are over or the reader is gone. What rang since the last time counts. */
  wait(ms: number | null, signal?: AbortSignal): Promise<void>;
  /** The runs for which it rang since the last time. */
  take(): string[];
  close(): void;
};

/** Rings when something of this filter changed. Open it before the first look: what happens between the two rings. */
export function openChangeBell(
  filter: Partial<Change>,
  concerns: (change: Change) => boolean = () => true,
): ChangeBell {
  let rung = false;
  let wake: (() => void) | null = null;
  const runIds = new Set<string>();
  const stop = subscribeChanges(filter, (change) => {
    if (!concerns(change)) return;
    rung = true;
    if (change.runId && runIds.size < 500) runIds.add(change.runId);
    wake?.();
  });
  return {
    async wait(ms, signal) {
      if (!rung && !signal?.aborted) {
        await new Promise<void>((resolve) => {
          const timer = ms === null ? undefined : setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          signal?.addEventListener("abort", wake, { once: true });
        });
        if (wake) signal?.removeEventListener("abort", wake);
        wake = null;
      }
      rung = false;
    },
    take() {
      const taken = [...runIds];
      runIds.clear();
      return taken;
    },
    close: stop,
  };
}

/** Sleeps, unless the reader is gone. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}
