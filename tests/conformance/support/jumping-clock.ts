import type { Clock } from "@/server/domain/clock";
import { completeEnvironment } from "@/server/env";

/** A clock for this process that goes at its own pace, and can be put ahead or back. */
export function jumpingClock(): Clock & { jump: (ms: number) => void; jumpTo: (at: Date) => void } {
  completeEnvironment({ BATON_TEST_CLOCK: "true" });
  let ahead = 0;
  const clock = {
    now: () => new Date(Date.now() + ahead),
    jump: (ms: number) => {
      ahead += ms;
    },
    jumpTo: (at: Date) => {
      ahead = at.getTime() - Date.now();
    },
  };
  globalThis.batonClock = clock;
  return clock;
}
