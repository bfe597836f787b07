import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { request } from "undici";
import { below, ms, round } from "../figures";
import { type FilledLedger, fillLedger } from "../fill-ledger";
import { Sender } from "../load";
import { percentile } from "../percentile";
import type { Bench, Phase } from "../phase";
import { WebSession } from "../web-session";

const ROUNDS = 40;
const BESIDE_PER_SECOND = 50;
const PATIENCE_MS = 600_000;
const DAY_MS = 86_400_000;

type Times = { p50: number; p95: number; max: number };

/** The usage page over millions of records, as its owner's browser asks for it, alone and beside runs; and GET /api/usage. */
export const usage: Phase = {
  name: "usage",
  title: "The usage page over a period of millions of records",
  alone: true,
  repeated: false,
  estimateSeconds: ({ ledger }) => ledger / 25_000 + 90,
  async run(bench) {
    const { db, product, ledger, say } = bench;
    const filled = await fillLedger(db, product.workspaceId, ledger, say);
    const followedMs = await untilSummed(db);
    say(`the sums have followed within ${ms(followedMs)}`);
    const asks = await questions(bench, filled);
    const times: Record<string, Times> = {};
    for (const [what, ask] of Object.entries(asks)) times[what] = await timesOf(ask);
    const beside = await besideRuns(bench, asks);
    const page = times[PAGE];
    const rest = times[REST];
    if (!page || !rest) throw new Error("The page was not asked for");
    return {
      figures: { records: ledger, followedMs: round(followedMs), ...times, beside },
      rows: [
        ["records in the period", ledger.toLocaleString("en")],
        ...Object.entries(times).map(([what, one]): [string, string] => [what, textOf(one)]),
        ...Object.entries(beside).map(([what, one]): [string, string] => [
          `beside ${BESIDE_PER_SECOND} two-step runs/s: ${what}`,
          textOf(one),
        ]),
        ["until the sums had followed all of it", ms(followedMs)],
      ],
      aims: [
        below("p95 of what the page asks for", page.p95, 300),
        below("p95 of GET /api/usage", rest.p95, 300),
      ],
    };
  },
};

const PAGE = "all that the page asks for, at once";
const REST = "GET /api/usage";
const textOf = ({ p50, p95 }: Times) => `p50 ${ms(p50)}, p95 ${ms(p95)}`;

/** What is asked for, by the name it has in the table. */
async function questions({ db, product }: Bench, { commonFlow, rareFlow }: FilledLedger) {
  const session = await WebSession.open(product);
  const { rows } = await db.query<{ slug: string }>("select slug from workspaces where id = $1", [
    product.workspaceId,
  ]);
  const workspace = rows[0]?.slug;
  const ask = (path: string, input: object = {}) =>
    session.call("query", `usage.${path}`, { workspace, ...input });
  const list = (input: object) => () => ask("records", input);
  const middle = new Date(Date.now() - 14 * DAY_MS);
  const day = middle.toISOString().slice(0, 10);
  const cursor = { at: middle, key: "z" };
  const rest = async () => {
    const { statusCode, body } = await request(`${product.url}/api/usage`, {
      headers: { authorization: `Bearer ${product.apiKey}` },
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`GET /api/usage answered ${statusCode}: ${text.slice(0, 200)}`);
  };
  return {
    [PAGE]: () => Promise.all([ask("periods"), ask("period"), ask("records")]),
    "… the period's days, kinds, flows and members": () => ask("period"),
    "… charges, the latest": list({}),
    "… charges from the middle of the period on": list({ cursor }),
    "… of a kind that is rare": list({ kind: "ai_transcription" }),
    "… of a kind that is common, from the middle on": list({ kind: "email_sent", cursor }),
    "… of a flow that is rare": list({ flowId: rareFlow }),
    "… of a flow that is common, from the middle on": list({ flowId: commonFlow, cursor }),
    "… of a common flow and a rare kind": list({ flowId: commonFlow, kind: "ai_transcription" }),
    "… of a day and a rare kind": list({ day, kind: "ai_transcription" }),
    "5,000 charges for an export": list({ limit: 5_000, cursor }),
    "how many an export has": () => ask("recordCount", { kind: "email_sent" }),
    [REST]: rest,
  };
}

async function timesOf(ask: () => Promise<unknown>): Promise<Times> {
  const times: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn++) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  // The first of each compiles what the others use.
  const warm = times.slice(2);
  return {
    p50: round(percentile(warm, 50)),
    p95: round(percentile(warm, 95)),
    max: round(percentile(warm, 100)),
  };
}

async function besideRuns(
  { product, seconds }: Bench,
  asks: Record<string, () => Promise<unknown>>,
): Promise<Record<string, Times>> {
  const sender = new Sender(product.url, product.apiKey, 32);
  const running = sender.openLoop("bench.two", BESIDE_PER_SECOND, BESIDE_PER_SECOND * Math.min(seconds, 30));
  await sleep(1_000);
  const times: Record<string, Times> = {};
  for (const what of [PAGE, REST]) {
    const ask = asks[what];
    if (ask) times[what] = await timesOf(ask);
  }
  await running;
  await sender.close();
  return times;
}

/** The worker sums the ledger up every twenty seconds, as far as it has come. */
async function untilSummed(db: pg.Client): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const { rows } = await db.query<{ behind: boolean }>(
      "select exists (select 1 from usage_records where tx >= (select position from usage_marks where name = 'rollups')) as behind",
    );
    if (!rows[0]?.behind) break;
    if (performance.now() - begun > PATIENCE_MS) throw new Error("The sums did not follow the ledger");
    await sleep(500);
  }
  await db.query("vacuum analyze usage_by_time, usage_by_flow");
  return performance.now() - begun;
}
