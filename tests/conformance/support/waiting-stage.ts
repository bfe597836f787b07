import type { Stage } from "./stage";

const PATIENCE_MS = 600_000;
const LOOK_MS = 50;
const REST_MS = 3_000;
const QUIET_MS = 5_000;

/** A server that nobody can look into and whose clock nobody moves: what is to be seen is waited for. */
export function waitingStage(send: Stage["send"]): Stage {
  const until: Stage["until"] = async (what, reached) => {
    const end = performance.now() + PATIENCE_MS;
    while (!reached()) {
      if (performance.now() > end) throw new Error(`${what}: not reached`);
      await pause(LOOK_MS);
    }
  };
  return {
    send,
    until,
    rest: () => pause(REST_MS),
    async over(isComplete) {
      // What is missing is told by the comparison.
      await until("the end", isComplete, true).catch(() => {});
      await pause(QUIET_MS);
    },
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
