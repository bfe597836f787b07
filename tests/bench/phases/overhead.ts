import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { drained } from "../drained";
import { below, type Spread, spreadOf, spreadText } from "../figures";
import { Sender } from "../load";
import { overheadParts, type SentRun } from "../overhead-parts";
import type { Bench, Phase } from "../phase";
import { preciseClock } from "../precise-clock";
import { collectTraces } from "../trace-lines";

const PER_SECOND = 20;
const STEPS = 2;
const WARM_SECONDS = 5;

const answerSchema = z.object({ event_id: z.uuid(), runs: z.array(z.object({ id: z.uuid() })).length(1) });

/** At 20 runs a second nothing queues: what is left is the product's own time, told by itself. */
export const overhead: Phase = {
  name: "overhead",
  title: `Overhead of two-step runs at ${PER_SECOND} runs/s`,
  alone: false,
  repeated: true,
  estimateSeconds: ({ seconds }) => seconds + WARM_SECONDS + 12,
  async run(bench) {
    await bench.product.restart({ BATON_TRACE_TURNS: "true", LOG_LEVEL: "info" });
    try {
      return await measure(bench);
    } finally {
      await bench.product.restart();
    }
  },
};

async function measure({ product, db, seconds }: Bench) {
  const sender = new Sender(product.url, product.apiKey, 16);
  await sender.openLoop("bench.two", PER_SECOND, PER_SECOND * WARM_SECONDS);
  const clock = preciseClock();
  const traces = collectTraces(product);
  const sent: SentRun[] = [];
  await sender.openLoop("bench.two", PER_SECOND, PER_SECOND * seconds, undefined, (_, answer) => {
    if (!answer.accepted) return;
    const { event_id: eventId, runs } = answerSchema.parse(JSON.parse(answer.text));
    for (const { id } of runs)
      sent.push({ eventId, runId: id, sentAt: clock(answer.begunAt), answeredAt: clock(answer.endedAt) });
  });
  await sender.close();
  await drained(db, "bench.two");
  await sleep(500);
  traces.stop();
  const times = overheadParts(sent, traces, STEPS);
  const spread = Object.fromEntries(
    Object.entries(times).map(([part, values]): [string, Spread] => [part, spreadOf(part, values)]),
  );
  const step = spreadOf("step", times.step);
  if (times.step.length < sent.length * 0.99)
    throw new Error(`Only ${times.step.length} of ${sent.length} runs left a trace`);
  return {
    figures: { runs: sent.length, ...spread },
    rows: Object.entries(NAMES).map(([part, name]): [string, string] => {
      const of = spread[part];
      return [name, of ? spreadText(of) : "not measured"];
    }),
    aims: [below("overhead per step p50", step.p50, 25)],
  };
}

const NAMES = {
  accept: "accept: request sent → 202",
  queue: "queue: committed → first turn",
  advance: "advance: a turn's own time",
  lease: "… of which taking the lease",
  record: "record: writing intent and outcome",
  call: "call: the HTTP request to a receiver that answers at once",
  run: "request sent → run over",
  step: "the same per step, call included",
};
