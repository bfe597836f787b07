/**
 * A conformance case: a few small functions, what is done to them, and what must come of it. Only what the functions
 * wrote down and how their runs ended is compared, never times, so that any server of the protocol can play it.
 */
import type { Inngest, InngestFunction } from "inngest";

/** A line that was written down, or several whose order does not matter. */
export type Line = string | string[];
export type Outcome = { completed: unknown } | { failed: string } | "cancelled";
export type Sent = { name: string; id?: string; data?: Record<string, unknown> };

export type Act =
  | { send: Sent | Sent[] }
  /** Until the line was written down, so many times. */
  | { until: string; times?: number }
  /** Until so many runs have ended. */
  | { ended: number }
  /** Until everything that can go on has gone on: sleeps and waits have begun. */
  | "rest"
  /** The functions' code is another from here on. */
  | "deploy";

export type Case = {
  /** Part of its functions' ids and its events' names. */
  name: string;
  functions: (lab: Lab) => InngestFunction.Like[];
  acts: Act[];
  lines: Line[];
  /** How the runs ended, by function, in any order. onFailure handlers are left out: servers do not report their ends. */
  ends: Record<string, Outcome[]>;
};

/** What a case's functions are made of. */
export type Lab = {
  client: Inngest;
  /** Names as the server sees them; no two cases and no two test runs share one. */
  own: (name: string) => string;
  did: (line: string) => void;
  /** Times the code was deployed since the case began. */
  deploys: () => number;
  /** A sleep or timeout that passes soon, and one that leaves time to do something meanwhile. */
  nap: string;
  long: string;
};

export type Played = { lines: string[]; ends: Record<string, Outcome[]> };

/** What was played, in the shape of what was expected. */
export function arranged(lines: Line[], played: Played): { lines: Line[]; ends: Played["ends"] } {
  const rest = [...played.lines];
  const shaped = lines.map((line) =>
    typeof line === "string" ? rest.splice(0, 1) : rest.splice(0, line.length),
  );
  const parts = shaped.map((part, n) =>
    typeof lines[n] === "string" ? (part[0] ?? "(nothing)") : part.toSorted(),
  );
  return { lines: [...parts, ...rest], ends: sortedEnds(played.ends) };
}

export const expectation = ({ lines, ends }: Case): { lines: Line[]; ends: Played["ends"] } => ({
  lines: lines.map((line) => (typeof line === "string" ? line : line.toSorted())),
  ends: sortedEnds(ends),
});

const sortedEnds = (ends: Played["ends"]): Played["ends"] =>
  Object.fromEntries(
    Object.entries(ends).map(([id, outcomes]) => [
      id,
      outcomes.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ]),
  );
