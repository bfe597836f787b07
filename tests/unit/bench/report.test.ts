import { expect, test } from "vitest";
import { type BenchFile, benchFileSchema } from "@/tests/bench/bench-file";
import { reportOf } from "@/tests/bench/report";

const phase = (name: string, value: string, reached: boolean) => ({
  name,
  title: `Title of ${name}`,
  seconds: 60,
  result: {
    figures: { perSecond: 1 },
    rows: [["accepted", value] satisfies [string, string]],
    aims: [{ aim: "accepted ≥ 500/s", measured: value, reached }],
  },
  failed: null,
});

const file: BenchFile = {
  at: "2026-11-21T10:00:00.000Z",
  command: "npm run bench -- --profile",
  seconds: 60,
  machine: {
    cpu: "Some | CPU",
    cores: 2,
    memoryGb: 8,
    node: "v20",
    postgres: "18.4",
    fsync: "on",
    synchronousCommit: "on",
  },
  passes: [
    { disk: "own", flushMs: 0.2, commitMs: 0.4, phases: [phase("accept", "900/s", true)] },
    {
      disk: "emulated",
      flushMs: 0.2,
      commitMs: 2.4,
      phases: [
        phase("accept", "450/s", false),
        {
          name: "two",
          title: "Title of two",
          seconds: 3,
          result: null,
          failed: "The product ended\nwith a trace",
        },
      ],
    },
  ],
  profiles: [
    {
      process: "worker",
      seconds: 60,
      folders: [{ name: "pg", percent: 20.5 }],
      functions: [{ name: "parse", place: "node_modules/pg/lib/parse.js:3", percent: 4 }],
    },
  ],
};

const lines = reportOf(file).split("\n");

test("a figure stands once, with a column for each disk", () => {
  expect(lines).toContain("| phase | figure | this disk | every flush 2 ms longer |");
  expect(lines).toContain("| Title of accept | accepted | 900/s | 450/s |");
});

test("a phase that failed says why, in one line", () => {
  expect(lines).toContain("| Title of two |  |  | could not be measured: The product ended |");
});

test("every aim says whether it is reached, on which disk", () => {
  expect(lines).toContain("| accept | this disk | accepted ≥ 500/s | 900/s | reached |");
  expect(lines).toContain("| accept | every flush 2 ms longer | accepted ≥ 500/s | 450/s | not reached |");
});

test("machine and command stand above, the profile below", () => {
  expect(lines[0]).toContain("2 cores (Some | CPU), 8 GB, Node v20, PostgreSQL 18.4 with fsync on");
  expect(lines[0]).toContain("every flush 2 ms longer: 0.2 ms a flush, 2.4 ms a commit");
  expect(lines[0]).toContain("2026-11-21, 60 s a phase");
  expect(lines).toContain("| pg | 20.5 % |");
  expect(lines).toContain("| `parse` | node_modules/pg/lib/parse.js:3 | 4 % |");
});

test("what was written can be read again", () => {
  expect(benchFileSchema.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
});
