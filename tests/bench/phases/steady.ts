import { drained } from "../drained";
import { atLeast, below, round, spreadOf, spreadText } from "../figures";
import { Sender } from "../load";
import type { Phase } from "../phase";

const PER_SECOND = 200;

/** A steady stream, each event starting a two-step run. Latency counts from when a request was meant to be sent. */
export const steady: Phase = {
  name: "steady",
  title: `${PER_SECOND} events/s, each starting a two-step run`,
  alone: false,
  repeated: true,
  estimateSeconds: ({ seconds }) => seconds + 5,
  async run({ product, db, sink, seconds }) {
    const sender = new Sender(product.url, product.apiKey, 128);
    const before = sink.count();
    const begun = performance.now();
    const accepted = await sender.openLoop("bench.two", PER_SECOND, PER_SECOND * seconds);
    const answered = (performance.now() - begun) / 1000;
    const behind = accepted - (sink.count() - before);
    await sender.close();
    await drained(db, "bench.two");
    const perSecond = round(accepted / answered);
    const latency = spreadOf("answers", sender.latencies);
    return {
      figures: { perSecond, latency, behind, refused: sender.refused() },
      rows: [
        ["accepted", `${perSecond}/s`],
        ["answer", spreadText(latency)],
        ["runs still under way at the last answer", String(behind)],
      ],
      aims: [
        below("answer p99", latency.p99, 50),
        atLeast("accepted", Math.round(perSecond), PER_SECOND, "/s"),
      ],
    };
  },
};
