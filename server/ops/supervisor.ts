import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export type Program = { name: string; args: string[]; env: Record<string, string> };
type Say = (name: string, line: string) => void;

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** A process that lived this long was well: its next end counts as the first. */
const WELL_AFTER_MS = 5_000;
const STOP_WITHIN_MS = 10_000;

/**
 * Keeps node programs running: one that ends is started again, after a pause that doubles while it keeps ending. They
 * watch this process in turn (BATON_SUPERVISOR_PID) and end when it is gone.
 */
export class Supervisor {
  #running = new Map<string, ChildProcess>();
  #pauses = new Map<string, NodeJS.Timeout>();
  #stopping = false;

  constructor(private say: Say) {}

  start(program: Program, pause = FIRST_PAUSE_MS): void {
    const began = performance.now();
    const child = spawn(process.execPath, program.args, {
      // A group of its own: Ctrl-C reaches the supervisor alone, which ends them in order.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...program.env,
        NODE_ENV: program.env.NODE_ENV === "development" ? "development" : "production",
        BATON_SUPERVISOR_PID: String(process.pid),
      },
    });
    this.#running.set(program.name, child);
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on("line", (line) => this.say(program.name, line));
    child.on("error", (error) => this.say(program.name, error.message));
    child.on("exit", (code, signal) => {
      this.#running.delete(program.name);
      if (this.#stopping) return;
      const next =
        performance.now() - began > WELL_AFTER_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      this.say(program.name, `ended (${signal ?? `code ${code}`}), starting it again in ${pause / 1000} s`);
      this.#pauses.set(
        program.name,
        setTimeout(() => this.start(program, next), pause),
      );
    });
  }

  /** Asks all to end and waits; whoever takes too long is killed. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const pause of this.#pauses.values()) clearTimeout(pause);
    await Promise.all([...this.#running.values()].map(end));
  }

  kill(): void {
    for (const child of this.#running.values()) signalGroup(child, "SIGKILL");
  }
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((ended) => {
    const late = setTimeout(() => signalGroup(child, "SIGKILL"), STOP_WITHIN_MS);
    // Closed, not merely ended: its last words are read.
    child.once("close", () => {
      clearTimeout(late);
      ended();
    });
    child.kill("SIGTERM");
  });
}

/** The whole group: `next dev` has children of its own. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}
