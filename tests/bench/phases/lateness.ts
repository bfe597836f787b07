import { drained } from "../drained";
import { below, ms, spreadOf, spreadText } from "../figures";
import { Sender } from "../load";
import type { Phase } from "../phase";
import { untilArrived } from "../until-arrived";

const SPREAD_OUT = 800;
const AT_ONCE = 200;
const OVER_MS = 20_000;
/** The first delay ends this long after the last event can be expected to be sent: by then all have gone to sleep. */
const LEAD_MS = 12_000;
const SENDERS = 8;

/** Delays that end over 20 s, and 200 of them in the middle at one moment: effect at the receiver minus due time. */
export const lateness: Phase = {
  name: "lateness",
  title: `Lateness of ${SPREAD_OUT + AT_ONCE} delays, ${AT_ONCE} of them due at one moment`,
  alone: false,
  repeated: true,
  estimateSeconds: () => (LEAD_MS + OVER_MS) / 1000 + 15,
  async run({ product, db, sink, say }) {
    const sender = new Sender(product.url, product.apiKey, SENDERS);
    const sendingMs = await expectedMs(sender, SPREAD_OUT + AT_ONCE);
    const first = Math.ceil(Date.now() + sendingMs + LEAD_MS);
    const spreadOut = Array.from({ length: SPREAD_OUT }, (_, n) => ({
      tag: `spread-${first}-${n}`,
      due: first + (n * OVER_MS) / SPREAD_OUT,
    }));
    const atOnce = Array.from({ length: AT_ONCE }, (_, n) => ({
      tag: `once-${first}-${n}`,
      due: first + OVER_MS / 2,
    }));
    const all = [...spreadOut, ...atOnce];
    await sender.batch("bench.sleeper", SENDERS, all.length, (n) => ({
      tag: all[n]?.tag,
      due: new Date(all[n]?.due ?? 0).toISOString(),
    }));
    await sender.close();
    if (Date.now() > first - 3_000)
      throw new Error("Sending the events took so long that the first delays were over");
    say(`${all.length} delays sent, the first ends in ${ms(first - Date.now())}`);
    await untilArrived(
      sink,
      all.map(({ tag }) => tag),
      first - Date.now() + OVER_MS + 60_000,
    );
    await drained(db, "bench.sleeper");
    const late = (delays: typeof all) => delays.map(({ tag, due }) => (sink.arrivedAt(tag) ?? 0) - due);
    const total = spreadOf("delays", late(all));
    const spread = spreadOf("delays spread out", late(spreadOut));
    const once = spreadOf("delays due at once", late(atOnce));
    return {
      figures: { total, spread, once },
      rows: [
        ["all", `${spreadText(total)}, latest ${ms(total.max)}`],
        ["spread over 20 s", spreadText(spread)],
        [`the ${AT_ONCE} due at once`, spreadText(once)],
      ],
      aims: [below("late p99", total.p99, 1000)],
    };
  },
};

/** How long so many events take, with room for being half as quick. */
async function expectedMs(sender: Sender, count: number): Promise<number> {
  const probe = 50;
  const begun = performance.now();
  await sender.batch("bench.none", SENDERS, probe, () => ({}));
  return ((performance.now() - begun) / probe) * count * 2;
}
