type Fault = {
  kind: "500" | "429" | "answer lost" | "delay";
  left: number;
  path: string | RegExp | undefined;
  milliseconds: number;
  retryAfter: number;
};

/** What goes wrong with the next calls; `path` restricts it to calls that have or match it: "POST /v1/customers". */
export class Faults {
  private planned: Fault[] = [];

  /** Refused before anything is done. */
  answer500(times = 1, path?: string | RegExp): void {
    this.plan("500", times, path, {});
  }

  /** Too many requests, with a Retry-After of so many seconds. */
  answer429(times = 1, path?: string | RegExp, retryAfter = 1): void {
    this.plan("429", times, path, { retryAfter });
  }

  /** The work is done, and the connection ends before the answer: the caller cannot know. */
  loseAnswer(times = 1, path?: string | RegExp): void {
    this.plan("answer lost", times, path, {});
  }

  delay(milliseconds: number, times = 1, path?: string | RegExp): void {
    this.plan("delay", times, path, { milliseconds });
  }

  clear(): void {
    this.planned = [];
  }

  /** Uses up what is planned for a call: the first fault of it, and every delay. */
  take(call: string): Fault[] {
    const fits = this.planned.filter((fault) => fault.left > 0 && matches(fault.path, call));
    const first = fits.find(({ kind }) => kind !== "delay");
    const taken = fits.filter((fault) => fault.kind === "delay" || fault === first);
    for (const fault of taken) fault.left--;
    return taken;
  }

  private plan(
    kind: Fault["kind"],
    left: number,
    path: string | RegExp | undefined,
    { milliseconds = 0, retryAfter = 1 }: { milliseconds?: number; retryAfter?: number },
  ): void {
    this.planned.push({ kind, left, path, milliseconds, retryAfter });
  }
}

function matches(wanted: string | RegExp | undefined, call: string): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === "string" ? call.includes(wanted) : wanted.test(call);
}
