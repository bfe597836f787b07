import { parseArgs } from "node:util";

export type Disk = "own" | "emulated";

export type Options = {
  /** Length of a phase. */
  seconds: number;
  /** Names of the phases to run; empty: all. */
  only: string[];
  disks: Disk[];
  sleepers: number;
  ledger: number;
  profile: boolean;
  /** Where the raw figures are written. */
  json: string | null;
  /** Print the table of these files, measure nothing. */
  report: string[];
  /** A document into which that table is put instead. */
  into: string | null;
};

export const USAGE = `npm run bench -- [options]
  --seconds 60          length of a phase
  --only accept,two     these phases alone
  --disk both           own, emulated (every commit's flush takes 2 ms more) or both
  --sleepers 100000     sleeping runs in the phase "sleepers"
  --ledger 5000000      records of the ledger in the phase "usage"
  --profile             CPU profile of web and worker during two-step runs
  --json path           write the raw figures
  --report path,path    print the table of files written by --json, and measure nothing; where several have
                        the same phase, the last counts
  --into path           … or put it between the marks of this document`;

/** What stands behind the command; throws a sentence about what it cannot read. */
export function readOptions(args: string[], phases: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: "string", default: "60" },
      only: { type: "string", default: "" },
      disk: { type: "string", default: "both" },
      sleepers: { type: "string", default: "100000" },
      ledger: { type: "string", default: "5000000" },
      profile: { type: "boolean", default: false },
      json: { type: "string" },
      report: { type: "string" },
      into: { type: "string" },
    },
  });
  const only = values.only.split(",").filter(Boolean);
  const unknown = only.filter((name) => !phases.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no phase ${unknown.join(", ")}. There are ${phases.join(", ")}.`);
  return {
    seconds: atLeast("seconds", values.seconds, 2),
    only,
    disks: disksOf(values.disk),
    sleepers: atLeast("sleepers", values.sleepers, 100),
    ledger: atLeast("ledger", values.ledger, 100_000),
    profile: values.profile,
    json: values.json ?? null,
    report: values.report?.split(",").filter(Boolean) ?? [],
    into: values.into ?? null,
  };
}

function disksOf(text: string): Disk[] {
  if (text === "both") return ["own", "emulated"];
  if (text === "own" || text === "emulated") return [text];
  throw new Error(`--disk is own, emulated or both, not ${text}.`);
}

function atLeast(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new Error(`--${name} is a whole number from ${least} on, not ${text}.`);
  return value;
}
