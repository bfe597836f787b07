import { expect, test } from "vitest";
import { LONG } from "./options";
import { describe } from "./report";
import { runSoak } from "./soak";

test("300 runs on the real clock: a real lease runs out, the database is away for a real minute", async () => {
  const result = await runSoak(LONG, () => {});
  const broken = result.verdicts.filter(({ ok }) => !ok);
  expect(broken, `${describe(result)}\n${result.lines.slice(-40).join("\n")}`).toEqual([]);
}, 600_000);
