import type { Disk, Options } from "./options";
import type { Phase } from "./phase";
import { phases } from "./phases";

/** Start, migrations, demo workspace and warm-up of one product. */
const START_SECONDS = 15;

/** The phases that these options ask for on this disk. */
export const chosenPhases = ({ only, disks }: Options, disk: Disk): Phase[] =>
  phases.filter(
    ({ name, repeated }) => (only.length === 0 || only.includes(name)) && (repeated || disk === disks[0]),
  );

/** What is going to be done, and how long it takes, about. */
export function printPlan(options: Options): void {
  let total = 0;
  const line = (name: string, seconds: number) => {
    total += seconds;
    console.log(`  ${name.padEnd(12)} ${(seconds / 60).toFixed(1)} min`);
  };
  for (const disk of options.disks) {
    console.log(disk === "own" ? "On this disk:" : "With every flush 2 ms longer:");
    for (const phase of chosenPhases(options, disk))
      line(phase.name, phase.estimateSeconds(options) + (phase.alone ? START_SECONDS : 0));
  }
  if (options.profile) line("profile", options.seconds + 2 * START_SECONDS);
  console.log(`About ${Math.ceil(total / 60)} minutes in all.`);
}
