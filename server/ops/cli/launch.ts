import { createServer } from "node:net";
import { join } from "node:path";
import { launchEnvironment } from "../../env";
import { readDemo } from "../demo-login";
import { forgetServer, noteServer } from "../live-servers";
import { type Prepared, prepare } from "../prepare";
import { type Program, Supervisor } from "../supervisor";
import { enterCheckout } from "./enter-checkout";

type Launch = {
  programs: (environment: Record<string, string>) => Program[];
  before?: (prepared: Prepared) => Promise<void>;
  after?: () => void;
};

/** Prepares, starts the programs, waits until they are ready, says where, and ends everything on Ctrl-C or SIGTERM. */
export async function launch({ programs, before, after }: Launch): Promise<void> {
  enterCheckout();
  const began = performance.now();
  let stopping: Promise<void> | null = null;
  const supervisor = new Supervisor((name, line) => process.stdout.write(`${name.padEnd(6)} ${line}\n`));
  let prepared: Prepared | null = null;
  const stop = () => {
    stopping ??= (async () => {
      say("stopping");
      await supervisor.stop();
      if (prepared) forgetServer(join(prepared.home, "servers"));
      after?.();
      await prepared?.release();
      say("stopped");
      process.exit(0);
    })();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // The second Ctrl-C does not wait.
      if (stopping && signal === "SIGINT") supervisor.kill();
      stop();
    });
  }
  try {
    await assertPortFree(Number(launchEnvironment().PORT || 3000));
    prepared = await prepare(say);
    await before?.(prepared);
    if (stopping) return;
    for (const program of programs(prepared.environment)) supervisor.start(program);
    await untilReady(prepared.localUrl, () => stopping !== null);
    if (stopping) return;
    noteServer(join(prepared.home, "servers"), { url: prepared.url, build: "" });
    announce(prepared, began);
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}\n`);
    await supervisor.stop();
    after?.();
    await prepared?.release();
    process.exit(1);
  }
}

export const say = (line: string): void => console.log(`baton  ${line}`);

function announce({ url, home }: Prepared, began: number): void {
  const demo = readDemo(home);
  console.log(`\n  Baton is ready at ${url}   (${((performance.now() - began) / 1000).toFixed(1)} s)\n`);
  if (demo) console.log(`  Demo login   ${demo.email}   ${demo.password}`);
  console.log(`  Data in      ${home}`);
  console.log("  Stop with    Ctrl-C\n");
}

async function untilReady(url: string, cancelled: () => boolean): Promise<void> {
  const deadline = performance.now() + 120_000;
  for (let detail = ""; !cancelled(); ) {
    const answer = await fetch(`${url}/api/health/ready`).catch(() => null);
    if (answer?.ok) return;
    const problem = answer ? await answer.text() : "the web process does not answer";
    if (performance.now() > deadline)
      throw new Error(`Baton did not become ready within two minutes: ${problem}`);
    if (problem !== detail && performance.now() > deadline - 110_000) say(`waiting: ${problem}`);
    detail = problem;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** For a few seconds: what a killed launcher started needs a moment to notice and end. */
async function assertPortFree(port: number): Promise<void> {
  for (let attempt = 1; !(await canListen(port)); attempt++) {
    if (attempt === 1) say(`waiting for port ${port}`);
    if (attempt === 20)
      throw new Error(
        `Port ${port} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
      );
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once("error", () => answer(false));
    probe.listen(port, launchEnvironment().BATON_HOST || "localhost", () => probe.close(() => answer(true)));
  });
}
