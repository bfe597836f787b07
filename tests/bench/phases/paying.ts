import { below, ms, round, spreadOf, spreadText } from "../figures";
import { addPaidWorkspace, endRuns, holdRuns, writeStep } from "../paid-steps";
import { percentile } from "../percentile";
import type { Phase } from "../phase";

const RUNS = 200;
/** Steps of either sort before it counts: the statements are planned, the pages are read. */
const WARM = 100;

/**
 * What paying adds to a step: the statements that write its intent and its record, of priced and unpriced steps in turns,
 * on one connection, so that nothing queues.
 */
export const paying: Phase = {
  name: "paying",
  title: "What reserving and settling add to a step",
  alone: false,
  repeated: true,
  estimateSeconds: ({ seconds }) => seconds / 2 + 2,
  async run({ db, seconds }) {
    const workspace = await addPaidWorkspace(db, "Paying");
    const runs = await holdRuns(db, workspace, { count: RUNS, shards: 16 });
    const times = { free: timesOf(), priced: timesOf() };
    const end = performance.now() + seconds * 500;
    for (let turn = 0; turn < 2 * WARM || performance.now() < end; turn++) {
      const run = runs[Math.floor(turn / 2) % runs.length];
      if (!run) break;
      const priced = turn % 2 === 1;
      const { intent, record } = await writeStep(db, workspace, run, priced);
      if (turn < 2 * WARM) continue;
      const of = priced ? times.priced : times.free;
      of.intent.push(intent);
      of.record.push(record);
      of.step.push(intent + record);
    }
    await endRuns(db, workspace);
    const added = (part: keyof Times, share: number) =>
      round(percentile(times.priced[part], share) - percentile(times.free[part], share), 2);
    const row = (part: keyof Times): string =>
      `priced ${spreadText(spreadOf(part, times.priced[part]))}; unpriced ${spreadText(spreadOf(part, times.free[part]))}`;
    const p50 = added("step", 50);
    return {
      figures: {
        steps: times.priced.step.length,
        ...{
          added: {
            intent: added("intent", 50),
            record: added("record", 50),
            step: p50,
            stepP99: added("step", 99),
          },
        },
        ...{ priced: spreadsOf(times.priced), unpriced: spreadsOf(times.free) },
      },
      rows: [
        ["intent", row("intent")],
        ["record", row("record")],
        ["both", row("step")],
        ["paying adds", `p50 ${p50} ms, p99 ${ms(added("step", 99))}`],
      ],
      aims: [below("paying adds to a step, p50", p50, 2)],
    };
  },
};

type Times = { intent: number[]; record: number[]; step: number[] };
const timesOf = (): Times => ({ intent: [], record: [], step: [] });

const spreadsOf = (times: Times) => ({
  intent: spreadOf("intent", times.intent),
  record: spreadOf("record", times.record),
  step: spreadOf("step", times.step),
});
