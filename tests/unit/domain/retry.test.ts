import { describe, expect, it } from "vitest";
import { retryDelay } from "@/server/domain/retry";

const delay = (attempt: number, more: Partial<Parameters<typeof retryDelay>[0]> = {}) =>
  retryDelay({ attempt, delayMs: 1_000, backoff: "exponential", jitter: 0.5, ...more });

describe("retryDelay", () => {
  it("doubles from attempt to attempt, up to an hour", () => {
    expect([1, 2, 3, 4].map((attempt) => delay(attempt))).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(delay(20)).toBe(3_600_000);
    expect(delay(1_000)).toBe(3_600_000);
  });

  it("stays the same when fixed, and is spread by a fifth either way", () => {
    expect(delay(5, { backoff: "fixed" })).toBe(1_000);
    expect([0, 1].map((jitter) => delay(1, { jitter }))).toEqual([800, 1_200]);
    expect(delay(1, { delayMs: 0 })).toBe(0);
  });

  it("waits as long as the receiver asks, up to a day", () => {
    expect(delay(1, { retryAfterMs: 30_000 })).toBe(30_000);
    expect(delay(5, { retryAfterMs: 1_000 })).toBe(16_000);
    expect(delay(1, { retryAfterMs: 7_200_000 })).toBe(7_200_000);
    expect(delay(1, { retryAfterMs: 9e9 })).toBe(86_400_000);
  });
});
