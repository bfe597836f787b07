import type { SoakResult } from "./soak";

/** The result as a person reads it. */
export function describe({ options, verdicts, done, calls, seconds }: SoakResult): string {
  const outage = done.find(({ resumedAfterSeconds }) => resumedAfterSeconds !== undefined);
  return [
    `seed ${options.seed}: ${options.runs} runs, ${options.kills} kills, a hang of ${options.hangSeconds} s, an outage of ${options.outageSeconds} s, clock × ${options.clockRate}`,
    `${seconds.start} s to start, ${seconds.send} s to send, ${seconds.drain} s to end; ${calls} HTTP calls; steps went on ${outage?.resumedAfterSeconds ?? "?"} s after the database was back`,
    ...verdicts.map(({ what, found, ok }) => `${ok ? "✓" : "✗"} ${what}: ${found}`),
  ].join("\n");
}

/** One row of the table in docs/chaos.md. */
export function markdownRow({ options, verdicts, done, seconds, calls }: SoakResult, date: Date): string {
  const found = (what: string) => verdicts.find((verdict) => verdict.what.startsWith(what))?.found ?? "?";
  const outage = done.find(({ resumedAfterSeconds }) => resumedAfterSeconds !== undefined);
  return `| ${[
    date.toISOString().slice(0, 10),
    options.seed,
    options.runs.toLocaleString("en"),
    `${Math.round(seconds.send + seconds.drain)} s`,
    `${options.kills}, hang ${options.hangSeconds} s, outage ${options.outageSeconds} s`,
    found("runs lost"),
    found("runs doubled"),
    calls.toLocaleString("en"),
    found("repeated calls"),
    `${outage?.resumedAfterSeconds ?? "?"} s`,
    verdicts.every(({ ok }) => ok) ? "all hold" : `${verdicts.filter(({ ok }) => !ok).length} broken`,
  ].join(" | ")} |`;
}
