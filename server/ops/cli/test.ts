/**
 * `npm test`: everything that must hold, one phase after another; a failing one does not hide the next.
 * `-- --full` adds the long forms (*.long.test.ts), `-- --only-long` runs nothing else.
 */
import { mkdirSync } from "node:fs";
import { enterCheckout } from "./enter-checkout";
import { LONG_PHASES, PHASES } from "./test-phases";
import type { Tally } from "./test-report";

enterCheckout();
mkdirSync("test-results", { recursive: true });
const flags = process.argv.slice(2);
const phases = flags.includes("--only-long")
  ? LONG_PHASES
  : flags.includes("--full")
    ? [...PHASES, ...LONG_PHASES]
    : PHASES;

const total: Tally = { passed: 0, failed: 0, failures: [] };
const summary: string[] = [];
for (const { name, budgetSeconds, run } of phases) {
  console.log(`\n━━ ${name}`);
  const began = performance.now();
  const { passed, failed, failures } = await run().catch(
    (error: Error): Tally => ({ passed: 0, failed: 1, failures: [`✗ ${name}: ${error.message}`] }),
  );
  const seconds = (performance.now() - began) / 1000;
  total.passed += passed;
  total.failed += failed;
  total.failures.push(...failures);
  const late = seconds > budgetSeconds ? `   over its budget of ${budgetSeconds} s` : "";
  summary.push(
    `${failed ? "✗" : "✓"} ${name.padEnd(26)} ${seconds.toFixed(1).padStart(6)} s   ${passed} passed, ${failed} failed${late}`,
  );
  console.log(summary.at(-1));
}
if (total.failures.length) console.log(`\n━━ what failed\n\n${total.failures.join("\n\n")}`);
console.log(`\n${summary.join("\n")}\n\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);
