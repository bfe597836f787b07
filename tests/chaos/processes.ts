import { spawn } from "node:child_process";
import { installAnnouncer } from "@/inngest/announcer";
import { launchEnvironment } from "@/server/env";

// What a test accepts is announced to the workers it starts, as the web process does. Else the watchdog does, after 10 s.
installAnnouncer();

export type OtherProcess = {
  pid: number /** The signal or exit code it ended with. */;
  ended: Promise<string>;
  stop: () => Promise<void>;
};

/** A worker as `npm start` runs one, on the test's database. */
export const startWorkerProcess = (environment: Record<string, string>): OtherProcess =>
  startScript("server/ops/worker-main.ts", [], { BATON_ROLE: "worker", ...environment });

export function startScript(
  script: string,
  args: string[],
  environment: Record<string, string>,
): OtherProcess {
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    env: { NODE_ENV: "production", ...launchEnvironment(), LOG_LEVEL: "error", ...environment },
    stdio: ["ignore", "ignore", "inherit"],
  });
  // A test that gives up half-way leaves nobody behind.
  const end = () => void child.kill("SIGKILL");
  process.once("exit", end);
  const ended = new Promise<string>((resolve) =>
    child.once("exit", (code, signal) => {
      process.off("exit", end);
      resolve(signal ?? String(code));
    }),
  );
  return {
    pid: child.pid ?? 0,
    ended,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
