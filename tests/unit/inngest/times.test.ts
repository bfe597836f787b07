import { expect, test } from "vitest";
import { retryAt } from "@/inngest/executor/backoff";
import { instantOf } from "@/inngest/executor/time-string";

const now = new Date("2026-11-21T12:00:00.250Z");
const after = (at: Date | null) => (at ? at.getTime() - now.getTime() : null);

test("durations and dates of the SDK are instants", () => {
  expect(after(instantOf("1w2d3h4m5s", now))).toBe(788_645_000);
  expect(after(instantOf("90s", now))).toBe(90_000);
  expect(after(instantOf("250ms", now))).toBe(250);
  expect(after(instantOf("", now))).toBe(0);
  expect(instantOf("2026-11-21T12:00:00.777Z", now)?.toISOString()).toBe("2026-11-21T12:00:00.777Z");
  expect(instantOf("soon", now)).toBeNull();
});

test("retries wait as a server's do, with up to 30 s of jitter", () => {
  const seconds = [15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200, 7200, 7200];
  expect(seconds.map((_, attempt) => after(retryAt(attempt, now, null, 0)))).toEqual(
    seconds.map((s) => s * 1000),
  );
  expect(after(retryAt(0, now, null, 1))).toBe(45_000);
});

test("an error that says when is obeyed, between a second and a day", () => {
  expect(after(retryAt(3, now, "2"))).toBe(2_000);
  expect(after(retryAt(3, now, "2026-11-21T12:00:05.250Z"))).toBe(5_000);
  expect(after(retryAt(3, now, "2020-01-01T00:00:00Z"))).toBe(1_000);
  expect(after(retryAt(3, now, "0"))).toBe(1_000);
  expect(after(retryAt(3, now, "999999"))).toBe(86_400_000);
  expect(after(retryAt(0, now, "whenever", 0))).toBe(15_000);
});
