import { atLeast, ms } from "../figures";
import type { Phase } from "../phase";
import { runsPerSecond } from "../runs-per-second";

export const four: Phase = {
  name: "four",
  title: "Four-step runs (condition, variables, two HTTP calls), 16 senders",
  alone: false,
  repeated: true,
  estimateSeconds: ({ seconds }) => seconds + 5,
  async run(bench) {
    const measured = await runsPerSecond(bench, "bench.four", 2, bench.seconds * 1000);
    return {
      figures: measured,
      rows: [
        ["from event to last effect", `${measured.perSecond} runs/s`],
        ["answer meanwhile", `p99 ${ms(measured.accept.p99)}`],
        ["runs that did not complete", String(measured.notCompleted)],
      ],
      aims: [atLeast("four-step runs", measured.perSecond, 100, "/s")],
    };
  },
};
