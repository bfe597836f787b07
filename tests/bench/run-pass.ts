import type { BenchFile, Pass } from "./bench-file";
import { commitMs, diskFlushMs } from "./disk-flush";
import { round } from "./figures";
import { describeMachine } from "./machine";
import { openBench } from "./open-bench";
import type { Disk, Options } from "./options";
import type { Bench } from "./phase";
import { chosenPhases } from "./plan";
import { removeProducts } from "./product";
import { runPhase } from "./run-phase";
import type { Sink } from "./sink";

type Settings = { disk: Disk; options: Options; sink: Sink; file: BenchFile; save: () => void };

/** All phases on one disk. Those that leave the database fit for others share one product. */
export async function runPass({ disk, options, sink, file, save }: Settings): Promise<void> {
  const pass: Pass = { disk, flushMs: null, commitMs: null, phases: [] };
  file.passes.push(pass);
  let bench: Bench | null = null;
  const open = async (): Promise<Bench> => {
    const { seconds, sleepers, ledger } = options;
    const opened = await openBench({ disk, sink, seconds, sleepers, ledger });
    if (pass.flushMs === null) {
      file.machine = await describeMachine(opened.db);
      pass.flushMs = round(diskFlushMs(opened.product.dataDir), 2);
      pass.commitMs = round(await commitMs(opened.db), 2);
      console.log(`  ${disk} disk: ${pass.flushMs} ms a flush, ${pass.commitMs} ms a commit`, file.machine);
    }
    return opened;
  };
  const close = async () => {
    await bench?.db.end().catch(() => {});
    bench = null;
    await removeProducts();
  };
  for (const phase of chosenPhases(options, disk)) {
    if (phase.alone) await close();
    const outcome = await runPhase(phase, async () => {
      bench ??= await open();
      return bench;
    });
    pass.phases.push(outcome);
    save();
    // What a failed phase leaves behind is not what the next one should measure.
    if (phase.alone || outcome.failed !== null) await close();
  }
  await close();
}
