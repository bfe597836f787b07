import { setTimeout as sleep } from "node:timers/promises";
import type { Sink } from "./sink";

/** Waits until an effect of every tag arrived; else says how many did. */
export async function untilArrived(sink: Sink, tags: string[], patienceMs: number): Promise<void> {
  const end = performance.now() + patienceMs;
  for (let missing = tags; ; ) {
    missing = missing.filter((tag) => sink.arrivedAt(tag) === undefined);
    if (missing.length === 0) return;
    if (performance.now() > end)
      throw new Error(`${missing.length} of ${tags.length} effects did not arrive, among them ${missing[0]}`);
    await sleep(50);
  }
}
