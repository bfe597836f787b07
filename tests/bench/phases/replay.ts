import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { atMost, below, ms, round } from "../figures";
import type { Bench, Phase } from "../phase";
import { runsPerSecond } from "../runs-per-second";
import { WebSession } from "../web-session";
import { createFlow } from "../workspaces";

const EVENTS = 10_000;
const CONTACTS = 2_500;
/** Turns of live runs alone and beside a replay: a machine is not as quick at every moment. */
const TURNS = 3;
const PATIENCE_MS = 300_000;

/**
 * 10,000 real events through the published version and the draft of a flow with a condition, a wait of days, messages by
 * two channels and a task; alone, and beside as many live runs as the machine can do.
 */
export const replay: Phase = {
  name: "replay",
  title: `Replay of ${EVENTS.toLocaleString("en")} events against a draft, beside live runs`,
  alone: true,
  repeated: false,
  estimateSeconds: ({ seconds }) => 2 * TURNS * (seconds / 2 + 3) + 120,
  async run(bench) {
    const { say, seconds } = bench;
    await makeHistory(bench);
    const replays = await openReplays(bench);
    const alone = await replays.whole();
    say(`alone: ${ms(alone)}`);

    const quiet: number[] = [];
    const beside: number[] = [];
    const took: number[] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      const measure = () => runsPerSecond(bench, "bench.two", 1, (seconds / 2) * 1000);
      quiet.push((await measure()).perSecond);
      const going = replays.until();
      beside.push((await measure()).perSecond);
      took.push(...(await going.stop()));
      say(`${quiet.at(-1)} runs/s alone, ${beside.at(-1)} beside a replay`);
    }
    // One that has the live runs beside it from its beginning to its end.
    const going = replays.until();
    const live = runsPerSecond(bench, "bench.two", 1, Math.max(seconds, 70) * 1000);
    await live;
    took.push(...(await going.stop()));
    const slowest = round(Math.max(0, ...took) / 1000);
    const [without, withReplay] = [mean(quiet), mean(beside)];
    const slower = round((1 - withReplay / without) * 100);
    return {
      figures: {
        events: EVENTS,
        aloneMs: round(alone),
        besideMs: took.map((one) => round(one)),
        quiet,
        beside,
        slower,
      },
      rows: [
        ["replay alone", ms(alone)],
        ["replay beside live runs", took.length > 0 ? ms(slowest * 1000) : "none came to its end"],
        ["live two-step runs", `${round(without)} runs/s alone, ${round(withReplay)} beside a replay`],
      ],
      aims: [
        took.length > 0
          ? below("replay beside live runs", slowest, 60, " s")
          : { aim: "replay beside live runs < 60 s", measured: "not at its end", reached: false },
        atMost("live runs slower by", slower, 10, " %"),
      ],
    };
  },
};

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const message = (id: string, action_type: "send_email" | "send_sms", more: object = {}) => ({
  id,
  type: "action",
  action_type,
  config: {
    to: action_type === "send_sms" ? "{{contact.phone}}" : "{{contact.email}}",
    [action_type === "send_sms" ? "message" : "body"]:
      "Hello {{contact.first_name}}, thank you for your order of {{trigger.amount}}. Shall we call you about it?",
    ...(action_type === "send_email" && { subject: "Your order {{trigger.number}}" }),
    purpose: "transactional",
  },
  ...more,
});

const flow = (channel: "send_email" | "send_sms") => ({
  id: "bench_replayed",
  name: "Bench: replayed",
  status: "active",
  trigger: { type: "event", event_types: ["bench.replayed"] },
  steps: [
    {
      id: "large",
      type: "condition",
      condition: { field: "amount", operator: "gte", value: 100 },
      on_true: "thanks",
      on_false: "brief",
    },
    message("thanks", channel),
    {
      id: "answer",
      type: "wait_for_event",
      event_types: ["message.received"],
      timeout: { value: 3, unit: "days" },
      on_event: "call",
      on_timeout: "remind",
    },
    {
      id: "call",
      type: "action",
      action_type: "create_task",
      config: { title: "Call {{contact.name}}" },
      on_success: "end",
    },
    message("remind", "send_email", { on_success: "end" }),
    message("brief", "send_email", { on_success: "end" }),
  ],
});

/** A published flow, events, contacts and consents of a month, and a draft that says otherwise. */
async function makeHistory({ db, product, say }: Bench): Promise<void> {
  const begun = performance.now();
  const { workspaceId } = product;
  // Before anybody is named by an event: a first publish that reaches many is an admin's to approve.
  await createFlow(product, product.apiKey, flow("send_email"));
  await db.query(
    `insert into contacts (id, workspace_id, email, phone, name, kind, status, created_at, updated_at)
     select gen_random_uuid(), $1, 'replayed-' || n || '@example.com', '+4930' || lpad(n::text, 8, '0'), 'Maria Schneider ' || n, 'customer', 'customer', now() - interval '60 days', now()
     from generate_series(1, $2::int) n`,
    [workspaceId, CONTACTS],
  );
  await db.query(
    `insert into consents (workspace_id, contact_id, channel, state, source, at)
     select workspace_id, id, channel, 'granted', 'bench', now() - interval '60 days' from contacts, unnest(array['email', 'sms']) channel
     where workspace_id = $1 and email like 'replayed-%'`,
    [workspaceId],
  );
  await db.query(
    `with people as (select id, email, row_number() over (order by id) as n from contacts where workspace_id = $1 and email like 'replayed-%')
     insert into events (id, workspace_id, type, raw_type, source, payload, subject, contact_id, occurred_at, created_at)
     select gen_random_uuid(), $1, 'bench.replayed', 'bench.replayed', 'api',
       jsonb_build_object('email', p.email, 'number', k, 'amount', k % 400, 'items', jsonb_build_array('table', 'chair')), 'email:' || p.email, p.id, at, at
     from generate_series(1, $2::int) k join people p on p.n = 1 + k % $3::int, lateral (select now() - make_interval(secs => 200.0 * k) as at) t`,
    [workspaceId, EVENTS, CONTACTS],
  );
  await db.query("vacuum analyze events");
  await db.query(
    `update automation_flows set draft = jsonb_set(draft, '{steps}', $2::jsonb), draft_revision = draft_revision + 1
     where workspace_id = $1 and external_id = 'bench_replayed'`,
    [workspaceId, JSON.stringify(await draftSteps({ db, product }))],
  );
  say(`history of ${EVENTS} events made in ${ms(performance.now() - begun)}`);
}

/** The published steps with another channel in one of them. */
async function draftSteps({ db, product }: Pick<Bench, "db" | "product">): Promise<unknown[]> {
  const { rows } = await db.query<{ steps: { id: string; action_id?: string; config?: object }[] }>(
    "select draft->'steps' as steps from automation_flows where workspace_id = $1 and external_id = 'bench_replayed'",
    [product.workspaceId],
  );
  return (rows[0]?.steps ?? []).map((step) =>
    step.id === "thanks"
      ? {
          ...step,
          action_id: "send_sms",
          config: {
            to: "{{contact.phone}}",
            message: "Thank you, {{contact.first_name}}!",
            purpose: "transactional",
          },
        }
      : step,
  );
}

const statusSchema = z.object({ id: z.string(), state: z.string(), done: z.number(), words: z.string() });

async function openReplays({ db, product, say }: Bench) {
  const session = await WebSession.open(product);
  const { rows } = await db.query<{ slug: string; flow: string }>(
    `select w.slug, f.id as flow from workspaces w join automation_flows f on f.workspace_id = w.id where w.id = $1 and f.external_id = 'bench_replayed'`,
    [product.workspaceId],
  );
  const [{ slug: workspace, flow: flowId } = { slug: "", flow: "" }] = rows;
  const status = async () =>
    statusSchema.parse(await session.call("query", "flowReplays.get", { workspace, flowId }));
  const start = () => session.call("mutation", "flowReplays.start", { workspace, flowId, events: EVENTS });

  /** How long one took, in ms; null when it was told to stop. */
  const one = async (goesOn: () => boolean): Promise<number | null> => {
    const begun = performance.now();
    await start();
    for (;;) {
      await sleep(200);
      const { id, state, words } = await status();
      if (state === "done") {
        say(words);
        return performance.now() - begun;
      }
      if (state === "failed") throw new Error("The replay failed");
      if (!goesOn()) {
        await session.call("mutation", "flowReplays.cancel", { workspace, replayId: id });
        return null;
      }
      if (performance.now() - begun > PATIENCE_MS) throw new Error("The replay did not come to its end");
    }
  };
  return {
    async whole(): Promise<number> {
      return (await one(() => true)) ?? 0;
    },
    /** One after the other until it is stopped; how long those took that came to their end. */
    until() {
      let going = true;
      const took: number[] = [];
      const working = (async () => {
        while (going) {
          const time = await one(() => going);
          if (time !== null) took.push(time);
        }
      })();
      return {
        async stop(): Promise<number[]> {
          going = false;
          await working;
          return took;
        },
      };
    },
  };
}
