import { jumpingClock } from "./jumping-clock";
import type { Stage } from "./stage";

/** What was told when the last row went may arrive a moment later. */
const TOLD_MS = 1_000;

/**
 * One case at a time, on an executor of this process. Whenever nothing is left to be done but to wait, the clock jumps
 * to the time that is waited for: hours of sleeps and retries pass at once, and in their order.
 */
export function jumpingStage(send: Stage["send"]): Stage {
  const clock = jumpingClock();
  return {
    send,
    until: (what, reached, jumps) => clock.until(what, reached, { jumps }),
    rest: () => clock.until("rest", ({ busy }) => busy === 0),
    async over(isComplete) {
      await clock.until("the end of all", ({ rows }) => rows === 0, { jumps: true });
      // What is missing is told by the comparison.
      await clock.until("all ends", isComplete, { patienceMs: TOLD_MS }).catch(() => {});
    },
  };
}
