import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Clock, systemClock } from "../domain/clock";
import { env } from "../env";

declare global {
  var batonClock: Clock | undefined;
}

/**
 * The clock of this process. With BATON_TEST_CLOCK it follows `<data dir>/clock.json`, { at, real, rate }: at the real
 * instant `real` (ms) it showed `at` (ms), and runs `rate` times as fast (0 = frozen). All processes of a data
 * directory follow the same file.
 */
export function clock(): Clock {
  globalThis.batonClock ??= env().BATON_TEST_CLOCK
    ? fileClock(join(env().BATON_DATA_DIR, "clock.json"))
    : systemClock;
  return globalThis.batonClock;
}

export const now = (): Date => clock().now();

function fileClock(path: string): Clock {
  let readAt = 0;
  let setting = { at: 0, real: 0, rate: 1 };
  return {
    now() {
      const real = Date.now();
      if (real - readAt > 50) {
        readAt = real;
        try {
          setting = JSON.parse(readFileSync(path, "utf8"));
        } catch {
          setting = { at: 0, real: 0, rate: 1 };
        }
      }
      return new Date(setting.at + (real - setting.real) * setting.rate);
    },
  };
}
