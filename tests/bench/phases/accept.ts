import { atLeast, round, spreadOf, spreadText } from "../figures";
import { Sender } from "../load";
import type { Phase } from "../phase";

const SENDERS = 32;

/** Events that start nothing: the cost of acceptance itself. */
export const accept: Phase = {
  name: "accept",
  title: `Accepting events that start nothing, ${SENDERS} senders`,
  alone: false,
  repeated: true,
  estimateSeconds: ({ seconds }) => seconds,
  async run({ product, seconds }) {
    const sender = new Sender(product.url, product.apiKey, SENDERS);
    const accepted = await sender.closedLoop("bench.none", SENDERS, seconds * 1000);
    await sender.close();
    const perSecond = round(accepted / seconds);
    const latency = spreadOf("answers", sender.latencies);
    const refused = sender.refused();
    return {
      figures: { perSecond, latency, refused },
      rows: [
        ["accepted", `${perSecond}/s`],
        ["answer", spreadText(latency)],
      ],
      aims: [atLeast("accepted", perSecond, 500, "/s")],
    };
  },
};
