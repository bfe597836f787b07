import { expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { rateLimit } from "@/server/ops/rate-limit";

/** As another process would see it: the same table, nothing remembered. */
const forget = () => globalThis.batonRateWindows?.clear();

async function tries(key: string, count: number, limit: number): Promise<number> {
  const results = await Promise.allSettled(
    Array.from({ length: count }, () => rateLimit(key, { limit, windowSeconds: 86_400 })),
  );
  return results.filter((result) => result.status === "fulfilled").length;
}

test("lets exactly the limit through, whoever asks at once", async () => {
  expect(await tries("small", 25, 10)).toBe(10);
  expect(await tries("big", 1500, 1000)).toBe(1000);
});

test("says when to come back", async () => {
  await tries("told", 1, 1);
  await expect(rateLimit("told", { limit: 1, windowSeconds: 86_400 })).rejects.toMatchObject({
    code: "rate_limited",
    details: { retryAfterSeconds: expect.any(Number) },
  });
});

test("processes share the count", async () => {
  expect(await tries("shared", 6, 10)).toBe(6);
  forget();
  expect(await tries("shared", 6, 10)).toBe(4);
});

test("a full window is refused without asking the database, a busy key updates its row once a slice", async () => {
  await tries("quiet", 3, 2);
  const { rows } = await pool().query("select count from rate_windows where key = 'quiet'");
  await tries("quiet", 50, 2);
  expect((await pool().query("select count from rate_windows where key = 'quiet'")).rows).toEqual(rows);
  await tries("busy", 1, 1000);
  expect((await pool().query("select count from rate_windows where key = 'busy'")).rows).toEqual([
    { count: 20 },
  ]);
});

test("keys and windows do not touch each other", async () => {
  await tries("one", 5, 5);
  expect(await tries("other", 1, 5)).toBe(1);
  await pool().query("update rate_windows set starts_at = starts_at - interval '1 day' where key = 'one'");
  forget();
  expect(await tries("one", 1, 5)).toBe(1);
});
