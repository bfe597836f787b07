import { performance } from "node:perf_hooks";
import { AppError } from "@/server/domain/errors";

/** So many at once, and so many again each second. */
export type BucketRule = { burst: number; perSecond: number };

type Bucket = { tokens: number; at: number };

declare global {
  var batonBuckets: Map<string, Bucket> | undefined;
}

const MOST_KEYS = 20_000;

/**
 * One request of `key`. Kept in this process alone, because a count that all processes share costs a query: with several
 * processes the limit is per process.
 */
export function takeToken(key: string, { burst, perSecond }: BucketRule): void {
  globalThis.batonBuckets ??= new Map();
  const buckets = globalThis.batonBuckets;
  const at = performance.now();
  let bucket = buckets.get(key);
  if (!bucket) {
    if (buckets.size >= MOST_KEYS) forgetIdle(buckets, at);
    bucket = { tokens: burst, at };
    buckets.set(key, bucket);
  }
  bucket.tokens = Math.min(burst, bucket.tokens + ((at - bucket.at) / 1000) * perSecond);
  bucket.at = at;
  if (bucket.tokens < 1) {
    const retryAfterSeconds = Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
    throw new AppError(
      "rate_limited",
      `Too many requests: ${burst} at once and ${perSecond} a second are allowed. Wait ${retryAfterSeconds} ${retryAfterSeconds === 1 ? "second" : "seconds"}, then go on.`,
      { retryAfterSeconds },
    );
  }
  bucket.tokens -= 1;
}

/** Whoever was silent for a minute is full again; when nobody was, the oldest half goes. */
function forgetIdle(buckets: Map<string, Bucket>, at: number): void {
  for (const [key, bucket] of buckets) if (at - bucket.at > 60_000) buckets.delete(key);
  if (buckets.size < MOST_KEYS) return;
  for (const key of [...buckets.keys()].slice(0, MOST_KEYS / 2)) buckets.delete(key);
}
