import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { percentile } from "./percentile";

const TIMES = 200;

/** Median time, ms, of writing 8 KB in this directory and flushing it to the disk: what every commit pays. */
export function diskFlushMs(directory: string): number {
  const path = join(directory, "flush-probe");
  const file = openSync(path, "w");
  const page = Buffer.alloc(8192, 1);
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const begun = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    times.push(performance.now() - begun);
  }
  closeSync(file);
  rmSync(path);
  return percentile(times, 50);
}

/** Median time, ms, of the smallest transaction that has something to flush. */
export async function commitMs(db: pg.Client): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const begun = performance.now();
    await db.query("select pg_logical_emit_message(true, 'bench', 'x')");
    times.push(performance.now() - begun);
  }
  return percentile(times, 50);
}
