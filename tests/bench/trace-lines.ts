import * as z from "zod";
import type { Product } from "./product";

const committed = z.object({ trace: z.literal("committed"), eventId: z.uuid(), at: z.number() });
const turn = z.object({
  trace: z.literal("turn"),
  runId: z.uuid(),
  begunAt: z.number(),
  endedAt: z.number(),
  lease: z.number(),
  load: z.number(),
  decide: z.number(),
  record: z.number(),
  call: z.number(),
});
const line = z.discriminatedUnion("trace", [committed, turn]);

export type TurnLine = z.infer<typeof turn>;
/** What a product started with BATON_TRACE_TURNS said about its time: commits by event, turns by run. */
export type Traces = { commits: Map<string, number>; turns: Map<string, TurnLine[]> };

/** Collects the trace lines among what the product prints, until `stop`. */
export function collectTraces(product: Product): Traces & { stop: () => void } {
  const commits: Traces["commits"] = new Map();
  const turns: Traces["turns"] = new Map();
  const stop = product.onLine((text) => {
    const json = /\{.*"trace":.*\}$/.exec(text)?.[0];
    const read = json ? line.safeParse(JSON.parse(json)) : null;
    if (!read?.success) return;
    if (read.data.trace === "committed") commits.set(read.data.eventId, read.data.at);
    else turns.set(read.data.runId, [...(turns.get(read.data.runId) ?? []), read.data]);
  });
  return { commits, turns, stop };
}
