/** What the estimate says of a list of events is what their runs were charged, to the milli-token. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import type { FlowDefinition } from "@/server/domain/flow";
import { byContact } from "@/server/domain/simulate/past-event";
import { NO_PAST, simulatePast } from "@/server/domain/simulate/simulate-past";
import type { WorkspaceId } from "@/server/domain/workspace";
import { setAnnouncer } from "@/server/engine/announce";
import { inBackground } from "@/server/engine/background-pace";
import { loadDefinition } from "@/server/engine/load-definition";
import { loadPastEvents, readWorld } from "@/server/features/dry-run/data";
import { actualCost, estimateFlow } from "@/server/features/flow-estimates/data";
import { estimatePublished } from "@/server/features/flow-estimates/mutations";
import { publish, send, usageOf } from "./support/engine";
import { gatedWorkspace, turn } from "./support/gate";
import { atClock, startVirtualTime, type VirtualClock } from "./support/virtual-time";

const START = Date.parse("2026-05-04T07:00:00Z");
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let putBack = () => {};
beforeAll(() => {
  putBack = startVirtualTime();
  setAnnouncer(async () => {});
});
afterAll(() => putBack());

const act = (id: string, action_type: string, config: object, more: object = {}) => ({
  ...{ id, type: "action", action_type, config },
  ...more,
});
const sms = (id: string, more: object = {}) =>
  act(id, "send_sms", { to: "{{trigger.phone}}", message: "Hello {{contact.first_name}}" }, more);
const mail = (id: string, purpose: string, more: object = {}) =>
  act(id, "send_email", { to: "{{trigger.email}}", subject: "News", body: "Hello", purpose }, more);
const large = { field: "total", operator: "gte", value: 100 };

/** What flows do differently, one each. */
const FLOWS: Record<string, Record<string, unknown>> = {
  "messages by channel, caps, quiet hours and consent": {
    steps: [
      { id: "large", type: "condition", condition: large, on_true: "sms", on_false: "mail" },
      sms("sms", { on_success: "pause" }),
      mail("mail", "transactional"),
      { id: "pause", type: "delay", for: { value: 14, unit: "hours" } },
      mail("news", "marketing"),
      sms("again"),
    ],
  },
  "a wait that real events answer, one run at a time": {
    settings: { reentry: "one_active_per_contact" },
    steps: [
      {
        ...{ id: "paid", type: "wait_for_event", event_types: ["payment.received"] },
        ...{ timeout: { value: 30, unit: "hours" }, on_event: "end", on_timeout: "remind" },
      },
      mail("remind", "transactional"),
      sms("text"),
    ],
  },
  "exits, a cool-down, a filter": {
    trigger: { type: "event", event_types: ["order.created"], filter: large },
    settings: {
      cool_down: { value: 20, unit: "hours" },
      exit_conditions: [{ event_types: ["payment.received"] }],
    },
    steps: [
      { id: "day", type: "delay", for: { value: 1, unit: "days" } },
      mail("first", "transactional"),
      { id: "more", type: "delay", for: { value: 2, unit: "days" } },
      sms("second"),
    ],
  },
  "loops, branches at once, errors that are handled and runs that fail": {
    steps: [
      { id: "each", type: "for_each", items: "{{trigger.items}}", body: "item", on_success: "both" },
      mail("item", "transactional"),
      { id: "both", type: "parallel", branches: [{ target: "text" }, { target: "write" }] },
      act(
        "text",
        "send_sms",
        { to: "{{trigger.mobile}}", message: "Hi" },
        { on_success: "join", on_error: "instead" },
      ),
      mail("instead", "transactional", { on_success: "join" }),
      act("write", "create_task", { title: "Call {{trigger.email}}" }, { on_success: "join" }),
      { id: "join", type: "join" },
      act("last", "send_sms", { to: "{{trigger.landline}}", message: "Bye" }),
    ],
  },
};

const document = (more: Record<string, unknown>) => ({
  name: "Estimated",
  trigger: { type: "event", event_types: ["order.created"] },
  ...more,
});

type Given = { at: number; type: string; payload: Record<string, unknown> };

/** The same events every time: six people, twelve days. */
function events(seed: number): Given[] {
  let state = seed;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  return Array.from({ length: 24 }, () => {
    const who = next(6);
    const person = { email: `p${who}@example.com`, phone: PHONES[who] };
    const at = START + Math.floor((next(12 * 24 * 60) * HOUR_MS) / 60);
    if (next(5) === 0) return { at, type: "payment.received", payload: { ...person, amount: 10 } };
    return {
      ...{ at, type: "order.created" },
      payload: {
        ...{ ...person, total: next(200), items: ["a", "b", "c"].slice(next(4)) },
        ...{ mobile: next(2) ? PHONES[who] : "nobody", landline: next(3) ? PHONES[who] : "none" },
      },
    };
  }).sort((one, other) => one.at - other.at);
}

const PHONES = [
  "+4930111111",
  "+14155550101",
  "+33123456789",
  "+4930222222",
  "+442071234567",
  "+919812345678",
];

async function people(workspaceId: WorkspaceId): Promise<void> {
  for (const [n, phone] of PHONES.entries()) {
    const id = newId();
    await pool().query(
      `insert into contacts (id, workspace_id, email, phone, name, kind, status, timezone, created_at, updated_at) values ($1, $2, $3, $4, $5, 'customer', 'customer', $6, now(), now())`,
      [id, workspaceId, `p${n}@example.com`, phone, `Person ${n}`, n === 3 ? "Asia/Tokyo" : null],
    );
    for (const key of [`email:p${n}@example.com`, `phone:${phone}`])
      await pool().query("insert into contact_keys (workspace_id, key, contact_id) values ($1, $2, $3)", [
        ...[workspaceId, key, id],
      ]);
    const said = { email: n % 3 === 0 ? null : "granted", sms: n === 4 ? "denied" : "granted" };
    for (const [channel, state] of Object.entries(said))
      if (state)
        await pool().query(
          "insert into consents (workspace_id, contact_id, channel, state, source, at) values ($1, $2, $3, $4, 'test', '2026-01-01')",
          [workspaceId, id, channel, state],
        );
  }
}

/** Everything that is due before `until`, each at its time. */
async function live(workspaceId: WorkspaceId, clock: VirtualClock, until: number): Promise<void> {
  for (;;) {
    const { rows } = await pool().query<{ id: string; due: Date }>(
      `select id, case when status = 'queued' or doorbell > seen_doorbell then $2::timestamptz else wake_at end as due from flow_executions
       where workspace_id = $1 and status in ('queued', 'running', 'waiting', 'held')
         and (status = 'queued' or doorbell > seen_doorbell or wake_at < $3) order by 2, id limit 1`,
      [workspaceId, new Date(clock.time), new Date(until)],
    );
    const [next] = rows;
    if (!next) break;
    clock.time = Math.max(clock.time, next.due.getTime());
    await turn(next.id);
  }
  clock.time = Math.max(clock.time, until);
}

describe.each(Object.entries(FLOWS))("%s", (_, more) => {
  test.each([7, 1234])("costs what was charged (%i)", async (seed) => {
    const clock = { time: START };
    await atClock(clock, async () => {
      const workspaceId = await gatedWorkspace();
      await people(workspaceId);
      const { flowId, versionId } = await publish(workspaceId, document(more));
      for (const { at, type, payload } of events(seed)) {
        await live(workspaceId, clock, at);
        await send(workspaceId, type, payload);
      }
      await live(workspaceId, clock, START + 40 * DAY_MS);
      const charged = (await usageOf(workspaceId)).reduce((sum, { amount }) => sum + amount, 0);
      const definition = await loadDefinition(versionId);

      clock.time = START + 14 * DAY_MS;
      await openSince(workspaceId, START - 60 * DAY_MS);
      expect(await simulated(workspaceId, flowId, definition)).toEqual(await perEvent(workspaceId));
      const { month, perStep } = await estimateFlow(workspaceId, flowId, definition);
      expect(month?.expected).toBe(charged);
      const steps = perStep.reduce((sum, { month: own }) => sum + (own?.milliTokens ?? 0), 0);
      expect(steps + (month?.runs ?? 0) * 500).toBe(charged);
    });
  });
});

const openSince = (workspaceId: WorkspaceId, time: number) =>
  pool().query("update workspaces set created_at = $2 where id = $1", [workspaceId, new Date(time)]);

/** What the run of each event was charged: “order 7 of p3”. */
async function perEvent(workspaceId: WorkspaceId): Promise<string[]> {
  const { rows } = await pool().query<{ told: string }>(
    `select e.payload->>'email' || ' ' || e.created_at || ': ' || coalesce(sum(r.tokens), 0) as told from events e
       left join flow_executions r on r.workspace_id = e.workspace_id and r.event_id = e.id
     where e.workspace_id = $1 and e.type = 'order.created' group by e.id, e.payload, e.created_at order by 1`,
    [workspaceId],
  );
  return rows.map(({ told }) => told);
}

/** The same of the dry runs. */
async function simulated(workspaceId: WorkspaceId, flowId: string, definition: FlowDefinition) {
  const { rows } = await pool().query<{ id: string; told: string }>(
    `select id, payload->>'email' || ' ' || created_at || ': ' as told from events
     where workspace_id = $1 and type = 'order.created' order by contact_id, created_at`,
    [workspaceId],
  );
  const world = { ...(await readWorld(workspaceId, [definition])), faults: [] };
  const ids = rows.map(({ id }) => id);
  const told: string[] = [];
  for (const own of byContact(await loadPastEvents(workspaceId, flowId, ids, [definition]))) {
    const { simulations } = await inBackground().through(simulatePast(definition, own, NO_PAST, world));
    for (const [index, { milliTokens }] of simulations.entries())
      told.push(`${rows.find(({ id }) => id === own[index]?.id)?.told}${milliTokens}`);
  }
  return told.sort();
}

test("what was said at publishing is kept, and compared with what it cost since", async () => {
  const clock = { time: START };
  await atClock(clock, async () => {
    const workspaceId = await gatedWorkspace();
    await people(workspaceId);
    const orders = PHONES.map((phone, n) => ({ email: `p${n}@example.com`, phone, total: 1 }));
    for (const payload of orders) await send(workspaceId, "order.created", payload);
    clock.time += HOUR_MS;
    const mailing = document({ steps: [mail("mail", "transactional")] });
    const { flowId, versionId } = await publish(workspaceId, mailing);
    const published = new Date(clock.time);
    await pool().query("update flow_versions set created_at = $2 where id = $1", [versionId, published]);
    await openSince(workspaceId, clock.time - 60 * DAY_MS);
    expect(await actualCost(workspaceId, flowId)).toMatchObject({ version: 1, estimated: null });
    clock.time += 60_000;
    expect(await estimatePublished()).toBeGreaterThan(0);

    clock.time = published.getTime() + 15 * DAY_MS;
    for (const payload of orders.slice(0, 2)) await send(workspaceId, "order.created", payload);
    await live(workspaceId, clock, clock.time);
    expect(await actualCost(workspaceId, flowId)).toMatchObject({
      estimated: { milliTokens: (6 * 600) / 2, events: 3 },
      metered: { milliTokens: 2 * 600, runs: 2 },
    });
    // Once is enough.
    clock.time = published.getTime() + 120_000;
    expect(await estimatePublished()).toBe(0);
  });
});

test("without any event nothing is said of a month, and a run has its price all the same", async () => {
  const workspaceId = await gatedWorkspace();
  const { flowId, versionId } = await publish(
    workspaceId,
    document({ steps: [mail("mail", "transactional")] }),
  );
  const { month, perRun, basis } = await estimateFlow(workspaceId, flowId, await loadDefinition(versionId));
  expect(month).toBeNull();
  expect(perRun.paths).toMatchObject([{ words: "Every run", milliTokens: 600 }]);
  expect(basis.join(" ")).toContain("No event that starts it came");
});
