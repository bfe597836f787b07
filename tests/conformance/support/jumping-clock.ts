import { NOTIFY } from "@/inngest/executor/session";
import { pool } from "@/server/db/pool";
import type { Clock } from "@/server/domain/clock";
import { completeEnvironment } from "@/server/env";

export type JumpingClock = Clock & {
  jumpTo: (at: Date) => void;
  /** Looks again and again until `reached`; `jumps`: to the time that is waited for, when nothing else is left to do. */
  until: (
    what: string,
    reached: (left: Left) => boolean,
    options?: { jumps?: boolean; patienceMs?: number },
  ) => Promise<void>;
};

/** What the executor has before it: rows in all, those that are not asleep, and when the next sleeper is due. */
export type Left = { rows: number; busy: number; next: Date | null };

const PATIENCE_MS = 60_000;
const LOOK_MS = 3;

/** A clock for this process that goes at its own pace, and can be put ahead or back. */
export function jumpingClock(): JumpingClock {
  completeEnvironment({ BATON_TEST_CLOCK: "true" });
  let ahead = 0;
  const clock: JumpingClock = {
    now: () => new Date(Date.now() + ahead),
    jumpTo(at) {
      ahead = at.getTime() - Date.now();
    },
    async until(what, reached, { jumps = false, patienceMs = PATIENCE_MS } = {}) {
      const end = performance.now() + patienceMs;
      for (;;) {
        const left = await whatIsLeft();
        if (reached(left)) return;
        if (performance.now() > end) throw new Error(`${what}: not reached; left: ${JSON.stringify(left)}`);
        if (jumps && left.busy === 0 && left.next) {
          if (left.next > clock.now()) clock.jumpTo(left.next);
          await pool().query(NOTIFY);
        }
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    },
  };
  globalThis.batonClock = clock;
  return clock;
}

async function whatIsLeft(): Promise<Left> {
  const { rows } = await pool().query<Left>(
    `select (count(*) + (select count(*) from executor.runs))::int as rows, (count(*) filter (where state > 0))::int as busy,
      min(due_at) as next from executor.items`,
  );
  return rows[0] ?? { rows: 0, busy: 0, next: null };
}
