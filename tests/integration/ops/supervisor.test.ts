import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { launchEnvironment } from "@/server/env";
import { processIdentity } from "@/server/ops/file-lock";
import { Supervisor } from "@/server/ops/supervisor";

let lines: string[] = [];
let supervisor: Supervisor;
const start = (script: string) => {
  lines = [];
  supervisor = new Supervisor((name, line) => lines.push(`${name}: ${line}`));
  supervisor.start({ name: "child", args: ["-e", script], env: launchEnvironment() });
};
afterEach(() => supervisor.stop());

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 20) {
    if (waited > 60_000) throw new Error(`It did not come to that. Said so far:\n${lines.join("\n")}`);
    await sleep(20);
  }
}

const pids = () => lines.flatMap((line) => /pid (\d+)/.exec(line)?.[1] ?? []).map(Number);

test("what dies is started again, later each time", async () => {
  start("console.log('pid', process.pid); process.exit(3)");
  await until(() => pids().length >= 3);
  expect(new Set(pids()).size).toBe(pids().length);
  expect(lines.filter((line) => line.includes("ended"))).toEqual([
    "child: ended (code 3), starting it again in 0.25 s",
    "child: ended (code 3), starting it again in 0.5 s",
    ...lines.filter((line) => line.includes("again in 1 s")),
  ]);
});

test("what is killed is started again", async () => {
  start("console.log('pid', process.pid); setInterval(() => {}, 1000)");
  await until(() => pids().length === 1);
  process.kill(pids()[0] ?? 0, "SIGKILL");
  await until(() => pids().length === 2);
  expect(lines).toContain("child: ended (SIGKILL), starting it again in 0.25 s");
});

test("stopping waits for a clean end and starts nothing again", async () => {
  start(
    "process.on('SIGTERM', () => setTimeout(() => { console.log('clean'); process.exit(0); }, 100)); setInterval(() => {}, 1000); console.log('pid', process.pid)",
  );
  await until(() => pids().length === 1);
  await supervisor.stop();
  expect(lines.at(-1)).toBe("child: clean");
  expect(processIdentity(pids()[0] ?? 0)).toBeNull();
  await sleep(400);
  expect(pids()).toHaveLength(1);
});

test("a killed launcher's programs end by themselves", async () => {
  const launcher = spawn("sleep", ["60"]);
  const script = `
    import { watchSupervisor } from "./server/ops/watch-supervisor";
    setInterval(() => {}, 1000);
    watchSupervisor(${launcher.pid}, () => process.exit(0));
    console.log("watching");`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script]);
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  launcher.kill("SIGKILL");
  expect(await ended).toBe(0);
});
