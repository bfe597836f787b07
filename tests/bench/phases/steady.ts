import { drained } from "../drained";
import { atLeast, below, round, spreadOf, spreadText } from "../figures";
import { Sender } from "../load";
import { percentile } from "../percentile";
import type { Phase } from "../phase";

const PER_SECOND = 200;
/** Until its code is compiled a process that just started is slower: told in a row of its own. */
const COLD_SECONDS = 10;

/**
 * A steady stream, each event starting a two-step run. Latency counts from when a request was meant to be sent; it is
 * told by the second too, for a few bad seconds and a tail all the time are different faults.
 */
export const steady: Phase = {
  name: "steady",
  title: `${PER_SECOND} events/s, each starting a two-step run`,
  alone: false,
  repeated: true,
  estimateSeconds: ({ seconds }) => seconds + COLD_SECONDS + 5,
  async run({ product, db, sink, seconds }) {
    const sender = new Sender(product.url, product.apiKey, 128);
    const before = sink.count();
    const warmUp = await sender.openLoop("bench.two", PER_SECOND, PER_SECOND * COLD_SECONDS);
    const cold = spreadOf("first answers", sender.latencies.splice(0));
    const bySecond: number[][] = [];
    const begun = performance.now();
    const accepted = await sender.openLoop(
      "bench.two",
      PER_SECOND,
      PER_SECOND * seconds,
      undefined,
      (number, answer) => {
        const second = Math.floor(number / PER_SECOND);
        bySecond[second] ??= [];
        bySecond[second].push(answer.endedAt - begun - (number * 1000) / PER_SECOND);
      },
    );
    const answered = (performance.now() - begun) / 1000;
    const behind = warmUp + accepted - (sink.count() - before);
    await sender.close();
    await drained(db, "bench.two");
    const perSecond = round(accepted / answered);
    const latency = spreadOf("answers", sender.latencies);
    const secondsOver50 = bySecond.filter((one) => percentile(one, 99) >= 50).length;
    return {
      figures: { perSecond, latency, cold, secondsOver50, behind, refused: sender.refused() },
      rows: [
        ["accepted", `${perSecond}/s`],
        ["answer", spreadText(latency)],
        ["seconds of which the p99 was 50 ms or more", `${secondsOver50} of ${seconds}`],
        [`answer in the first ${COLD_SECONDS} s after the start`, spreadText(cold)],
        ["runs still under way at the last answer", String(behind)],
      ],
      aims: [
        below("answer p99", latency.p99, 50),
        atLeast("accepted", Math.round(perSecond), PER_SECOND, "/s"),
      ],
    };
  },
};
