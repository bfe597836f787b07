/** The soak itself: one product, one receiver, one good client, and somebody who kills. */
import { setTimeout as sleep } from "node:timers/promises";
import { checkSoak, type Verdict } from "./check";
import { flowsFor } from "./flows";
import { tryQuery } from "./in-flight";
import { type Done, disturb } from "./killer";
import type { SoakOptions } from "./options";
import { type PlannedEvent, planSoak } from "./plan";
import { type Product, startProduct } from "./product";
import { startReceiver } from "./receiver";
import { openSender, type Sender } from "./sender";
import { createFlow, makeSoakWorkspace, type SoakWorkspace } from "./workspace";

export type SoakResult = {
  options: SoakOptions;
  verdicts: Verdict[];
  done: Done[];
  calls: number;
  seconds: { start: number; send: number; drain: number };
  /** What the product's processes said. */
  lines: string[];
};

export async function runSoak(options: SoakOptions, say: (line: string) => void): Promise<SoakResult> {
  const plan = planSoak(options);
  const byPath = new Map(plan.events.map((event) => [`/${event.kind}/${event.number}`, event]));
  let sender: Sender | null = null;
  const answered = new Set<string>();
  const receiver = await startReceiver((path, earlier) => {
    const event = byPath.get(path);
    if (event?.kind === "answer" && !answered.has(path)) {
      answered.add(path);
      sender?.answer(event);
    }
    return answerOf(event, earlier, options.clockRate);
  });
  const began = performance.now();
  const product = await startProduct(options.clockRate, { BATON_HTTP_ALLOW: receiver.origin });
  try {
    const workspace = await makeSoakWorkspace(product.databaseUrl);
    const flows = flowsFor(receiver.url);
    for (const { flow } of Object.values(flows)) await createFlow(product.url, workspace.apiKey, flow);
    const started = performance.now();
    say(`ready after ${seconds(began, started)} s; ${product.url}, data in ${product.home}`);
    sender = openSender(product.url, workspace);
    const sending = sender;
    const disturbing = disturb(plan.disturbances, {
      product,
      receiver,
      options,
      accepted: () => sending.accepted.size,
      allow: sending.allow,
      say,
    });
    const [done] = await Promise.all([disturbing, sending.sendAll(plan.events, options.perSecond)]);
    const sent = performance.now();
    say(`${sending.accepted.size} events accepted after ${seconds(started, sent)} s`);
    await untilEnded(product, workspace, options, sending, say);
    const ended = performance.now();
    const verdicts = await checkSoak(product.databaseUrl, { plan, flows, workspace, sender, receiver, done });
    verdicts.unshift(...checkDisturbances(options, done));
    return {
      options,
      verdicts,
      done,
      calls: [...receiver.calls.values()].reduce((sum, calls) => sum + calls.length, 0),
      seconds: { start: seconds(began, started), send: seconds(started, sent), drain: seconds(sent, ended) },
      lines: product.lines,
    };
  } finally {
    await product.stop();
    receiver.stop();
  }
}

const USUAL_MS = 50;

/** Twice 500 and then well; once 429 with Retry-After, a second of real time; else well at once. */
function answerOf(event: PlannedEvent | undefined, earlier: number, clockRate: number) {
  const delayMs = event?.callMs ?? USUAL_MS;
  if (event?.kind === "stumble" && earlier < 2) return { status: 500, delayMs };
  if (event?.kind === "busy" && earlier < 1)
    return { status: 429, headers: { "retry-after": String(clockRate) }, delayMs };
  return { status: 200, delayMs };
}

/** Runs and what is left of them in the executor; no longer than is patient. */
async function untilEnded(
  product: Product,
  { id }: SoakWorkspace,
  { patienceSeconds }: SoakOptions,
  sender: Sender,
  say: (line: string) => void,
): Promise<void> {
  const end = Date.now() + patienceSeconds * 1_000;
  await sender.settled();
  for (let told = 0; Date.now() < end; ) {
    const rows = await tryQuery<{ open: number; rows: number }>(
      product.databaseUrl,
      `select (select count(*)::int from flow_executions where workspace_id = $1 and status in ('queued', 'running', 'waiting', 'held')) as open,
              (select count(*)::int from executor.items where workspace = $1::text)
                + (select count(*)::int from executor.runs where workspace = $1::text) as rows`,
      [id],
    );
    const left = rows?.[0];
    if (left?.open === 0 && left.rows === 0) return sender.settled();
    if (Date.now() - told > 10_000) {
      told = Date.now();
      say(`${left?.open ?? "?"} runs under way, ${left?.rows ?? "?"} rows of the executor`);
    }
    await sleep(200);
  }
}

function checkDisturbances({ kills }: SoakOptions, done: Done[]): Verdict[] {
  const count = (pattern: RegExp) => done.filter(({ what }) => pattern.test(what)).length;
  const found = [...new Set(done.map(({ what }) => what))]
    .map((what) => `${done.filter((other) => other.what === what).length} × ${what}`)
    .join(", ");
  return [
    {
      what: "kills, one hang and one outage took place",
      found,
      ok: count(/SIGKILL/) === kills && count(/SIGSTOP/) === 1 && count(/outage/) === 1,
    },
    {
      what: "runs of the hanging worker that nobody took over",
      found: String(done.find(({ stuck }) => stuck !== undefined)?.stuck ?? "?"),
      ok: done.some(({ stuck }) => stuck === 0),
    },
  ];
}

const seconds = (from: number, to: number): number => Math.round((to - from) / 100) / 10;
