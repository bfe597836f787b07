import { atLeast, ms } from "../figures";
import type { Phase } from "../phase";
import { runsPerSecond } from "../runs-per-second";

export const two: Phase = {
  name: "two",
  title: "Two-step runs (condition, HTTP call), 16 senders",
  alone: false,
  repeated: true,
  estimateSeconds: ({ seconds }) => seconds + 5,
  async run(bench) {
    const measured = await runsPerSecond(bench, "bench.two", 1, bench.seconds * 1000);
    return {
      figures: measured,
      rows: [
        ["from event to effect", `${measured.perSecond} runs/s`],
        ["answer meanwhile", `p99 ${ms(measured.accept.p99)}`],
        ["runs that did not complete", String(measured.notCompleted)],
      ],
      aims: [atLeast("two-step runs", measured.perSecond, 300, "/s")],
    };
  },
};
