import { expect, test } from "vitest";
import { SHORT } from "./options";
import { describe } from "./report";
import { runSoak } from "./soak";

test("300 runs while processes are killed, one hangs and the database is away: none lost, none doubled, every effect accounted for", async () => {
  const result = await runSoak(SHORT, () => {});
  const broken = result.verdicts.filter(({ ok }) => !ok);
  expect(broken, `${describe(result)}\n${result.lines.slice(-40).join("\n")}`).toEqual([]);
}, 300_000);
