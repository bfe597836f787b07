import * as z from "zod";
import type { Profile } from "./bench-file";
import { bundleOrigin } from "./bundle-origin";
import { restartInspected } from "./inspected";
import { openBench } from "./open-bench";
import type { Options } from "./options";
import type { Bench } from "./phase";
import { removeProducts } from "./product";
import { cpuProfileSchema, profileShares } from "./profile-shares";
import { runsPerSecond } from "./runs-per-second";
import type { Sink } from "./sink";

const MOST_FUNCTIONS = 25;
const SAMPLE_MICROSECONDS = 500;
const stopped = z.object({ profile: cpuProfileSchema });

/** What web and worker spend their time on while they do as many two-step runs as they can. Sampling slows them a little. */
export async function profileTwoSteps({
  options,
  sink,
}: {
  options: Options;
  sink: Sink;
}): Promise<Profile[]> {
  console.log("\nprofile: CPU of web and worker during two-step runs");
  try {
    const { seconds, sleepers, ledger } = options;
    const bench = await openBench({ sink, disk: "own", seconds, sleepers, ledger });
    const profiles = await measure(bench);
    await bench.db.end();
    return profiles;
  } catch (error) {
    console.log(`  could not be measured: ${error instanceof Error ? error.message : error}`);
    return [];
  } finally {
    await removeProducts();
  }
}

async function measure(bench: Bench): Promise<Profile[]> {
  const inspected = await restartInspected(bench.product);
  const inspectors = Object.entries(inspected);
  await runsPerSecond(bench, "bench.two", 1, 5_000);
  for (const [, inspector] of inspectors) {
    await inspector.call("Profiler.enable");
    await inspector.call("Profiler.setSamplingInterval", { interval: SAMPLE_MICROSECONDS });
    await inspector.call("Profiler.start");
  }
  const { perSecond } = await runsPerSecond(bench, "bench.two", 1, bench.seconds * 1000);
  bench.say(`${perSecond} runs/s while it was sampled`);
  const origin = bundleOrigin();
  const profiles: Profile[] = [];
  for (const [name, inspector] of inspectors) {
    const { profile } = stopped.parse(await inspector.call("Profiler.stop"));
    profiles.push({
      process: name,
      seconds: bench.seconds,
      ...profileShares(profile, MOST_FUNCTIONS, origin),
    });
    inspector.close();
  }
  return profiles;
}
