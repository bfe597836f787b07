import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentile } from "./percentile";

/** Median time, ms, of writing 8 KB and flushing it to the disk: what every commit pays. */
export function diskFlushMs(directory = tmpdir()): number {
  const folder = mkdtempSync(join(directory, "baton-flush-"));
  const file = openSync(join(folder, "probe"), "w");
  const page = Buffer.alloc(8192, 1);
  const times: number[] = [];
  for (let i = 0; i < 200; i++) {
    const begun = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    times.push(performance.now() - begun);
  }
  closeSync(file);
  rmSync(folder, { recursive: true });
  return percentile(times, 50);
}
