import type { PhaseOutcome } from "./bench-file";
import type { Bench, Phase } from "./phase";

/** Runs one phase; one that cannot finish says why, and the others still run. */
export async function runPhase(phase: Phase, open: () => Promise<Bench>): Promise<PhaseOutcome> {
  const { name, title } = phase;
  console.log(`\n${name}: ${title}`);
  const begun = performance.now();
  const seconds = () => Math.round((performance.now() - begun) / 1000);
  try {
    const result = await phase.run(await open());
    for (const [what, value] of result.rows) console.log(`  ${what}: ${value}`);
    for (const { aim, measured, reached } of result.aims)
      console.log(`  aim: ${aim}: ${reached ? "reached" : "NOT reached"} (${measured})`);
    return { name, title, seconds: seconds(), result, failed: null };
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    console.log(`  could not be measured: ${failed}`);
    return { name, title, seconds: seconds(), result: null, failed };
  }
}
