import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { processIdentity, withFileLock } from "@/server/ops/file-lock";

const directory = mkdtempSync(join(tmpdir(), "baton-lock-"));
const path = join(directory, "lock");
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("one holder at a time, and nothing is left", async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(5);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 8 }, () => withFileLock(path, work)));
  expect(most).toBe(1);
  expect(readdirSync(directory)).toEqual([]);
});

test("given back when the work fails", async () => {
  await expect(withFileLock(path, async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await withFileLock(path, async () => {});
});

test("a killed holder's lock is nobody's, even if its pid lives again", async () => {
  const child = spawn("sleep", ["60"]);
  const identity = processIdentity(child.pid ?? 0) ?? "";
  expect(identity).toMatch(new RegExp(`^${child.pid} .+`));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
  for (const stale of [identity, `${process.pid} started at another time`]) {
    writeFileSync(path, stale);
    expect(await withFileLock(path, async () => "got it")).toBe("got it");
  }
});

test("a living holder is waited for and named, and not for ever", async () => {
  const child = spawn("sleep", ["60"]);
  writeFileSync(path, processIdentity(child.pid ?? 0) ?? "");
  const waited: number[] = [];
  const held = withFileLock(path, async () => {}, { onWait: (pid) => waited.push(pid), timeoutMs: 300 });
  await expect(held).rejects.toThrow(`held by process ${child.pid}`);
  expect(waited).toEqual([child.pid]);
  child.kill("SIGKILL");
});
