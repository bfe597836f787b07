/**
 * npm run bench: what the product does on this machine, measured from the outside: HTTP in, HTTP out, fsync on, and load
 * generator, web, worker and PostgreSQL on the same cores. `-- --help` lists the options.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { enterCheckout } from "@/server/ops/cli/enter-checkout";
import { type BenchFile, benchFileSchema } from "./bench-file";
import { mergeBenchFiles } from "./merge-bench-files";
import { type Options, readOptions, USAGE } from "./options";
import { phases } from "./phases";
import { printPlan } from "./plan";
import { removeProducts } from "./product";
import { profileTwoSteps } from "./profile-two-steps";
import { putFigures } from "./put-figures";
import { reportOf } from "./report";
import { runPass } from "./run-pass";
import { startSink } from "./sink";

enterCheckout();
if (process.argv.includes("--help")) {
  console.log(USAGE);
  process.exit(0);
}
const options = readOptionsOrEnd();
if (options.report.length > 0) {
  const files = options.report.map((path) => benchFileSchema.parse(JSON.parse(readFileSync(path, "utf8"))));
  const figures = reportOf(mergeBenchFiles(files));
  if (options.into) writeFileSync(options.into, putFigures(readFileSync(options.into, "utf8"), figures));
  else console.log(figures);
  process.exit(0);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => {
    console.log("\nstopping");
    void removeProducts().then(() => process.exit(130));
  });

printPlan(options);
const sink = await startSink();
const file: BenchFile = {
  at: new Date().toISOString(),
  command: ["npm run bench", ...(process.argv.length > 2 ? ["--", ...process.argv.slice(2)] : [])].join(" "),
  seconds: options.seconds,
  machine: {},
  passes: [],
  profiles: [],
};
if (options.json) mkdirSync(dirname(options.json), { recursive: true });
const save = () => {
  if (options.json) writeFileSync(options.json, `${JSON.stringify(file, null, 1)}\n`);
};
try {
  for (const disk of options.disks) await runPass({ disk, options, sink, file, save });
  if (options.profile) file.profiles = await profileTwoSteps({ options, sink });
  save();
} finally {
  await removeProducts();
  sink.stop();
}
console.log(`\n${reportOf(file)}`);
// Where phases failed the other figures count all the same; the exit code says that some are missing.
process.exit(file.passes.some((pass) => pass.phases.some(({ failed }) => failed !== null)) ? 1 : 0);

function readOptionsOrEnd(): Options {
  try {
    return readOptions(
      process.argv.slice(2),
      phases.map(({ name }) => name),
    );
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}
