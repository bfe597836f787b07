import { beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { cases } from "./cases";
import { arranged, expectation } from "./support/case";
import { embeddedRunner } from "./support/embedded-runner";
import type { Runner } from "./support/stage";

let runner: Runner;

beforeAll(async () => {
  runner = await embeddedRunner(cases);
});

describe("the embedded executor", () => {
  for (const played of cases)
    test(played.name, async () => {
      expect(arranged(played.lines, await runner.play(played))).toEqual(expectation(played));
    });

  test("keeps nothing of runs that ended", async () => {
    await runner.stop();
    const rows = "(select count(*) from executor.";
    const { rows: left } = await pool().query(
      `select ${rows}items)::int as items, ${rows}runs)::int as runs, ${rows}processes)::int as processes`,
    );
    expect(left).toEqual([{ items: 0, runs: 0, processes: 0 }]);
  });
});
