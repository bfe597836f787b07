/**
 * npm run chaos: 10,000 runs while processes are killed, on the real clock; `-- --runs 300 --seed 7` and so on. Ends with
 * code 0 when everything held, and keeps the figures in docs/chaos/latest.json.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { FULL, readOptions } from "./soak/options";
import { describe, markdownRow } from "./soak/report";
import { runSoak } from "./soak/soak";

const options = readOptions(process.argv.slice(2), FULL);
const began = performance.now();
const say = (line: string) =>
  print(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}`);
say(`seed ${options.seed}`);
const result = await runSoak(options, say);
const ok = result.verdicts.every((verdict) => verdict.ok);
const date = new Date();
print(`\n${describe(result)}\n\n${markdownRow(result, date)}`);
if (!ok) {
  const faults = result.lines.filter((line) => line.includes('"level":50'));
  print(`\nWhat failed on our side:\n${faults.slice(-20).join("\n") || "nothing"}`);
  print(`\nWhat the processes said last:\n${result.lines.slice(-60).join("\n")}`);
}
mkdirSync("docs/chaos", { recursive: true });
const { lines: _, done, ...figures } = result;
const disturbances = done.map(({ what, at, inFlight, ...rest }) => ({
  what,
  at: new Date(at),
  inFlight: inFlight.size,
  ...rest,
}));
writeFileSync("docs/chaos/latest.json", `${JSON.stringify({ date, ...figures, disturbances }, null, 2)}\n`);
process.exit(ok ? 0 : 1);

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
