/** Real events through the published version and the draft: what is different, in words, a chunk at a time. */
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { type ReplayRequest, setReplayAnnouncer } from "@/server/engine/announce-replay";
import { failReplay, replayBatch, resumeReplays } from "@/server/features/flow-replays/service";
import { newMember, newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";

let owner: Person;
let workspace: string;
let announced: ReplayRequest[];

beforeEach(async () => {
  owner = await newPerson("Rita");
  workspace = owner.workspace.slug;
  announced = [];
  setReplayAnnouncer(async (request) => announced.push(request));
});

const large = {
  ...{ id: "large", type: "condition", condition: { field: "total", operator: "gte", value: 100 } },
  ...{ on_true: "thanks", on_false: "end" },
};
const mail = {
  id: "thanks",
  type: "action",
  action_id: "send_email",
  config: { to: "{{trigger.email}}", subject: "Hi", body: "Thanks" },
};
const text = {
  id: "thanks",
  type: "action",
  action_id: "send_sms",
  config: { to: "{{trigger.phone}}", message: "Thanks" },
};
const definition = (...steps: object[]) =>
  flowDefinitionSchema.parse({ trigger: { type: "event", event_types: ["order.created"] }, steps });

/** A flow that is published as the first, and edited to the second. */
async function edited(published: object[], draft: object[]): Promise<string> {
  const { id } = await owner.caller.flows.create({
    workspace,
    name: "Thanks",
    definition: definition(...published),
  });
  await owner.caller.flows.publish({ workspace, flowId: id });
  await owner.caller.flows.saveDraft({
    ...{ workspace, flowId: id, revision: 1, clientId: "client-of-rita" },
    definition: definition(...draft),
  });
  return id;
}

/** Orders of so many people, totals 0, 10, 20 …; the last ones have no number that a text could go to. */
async function orders(count: number, numberless = 0): Promise<void> {
  for (let n = 0; n < count; n++) {
    const contactId = newId();
    const phone = n < count - numberless ? `+49301111${String(n).padStart(3, "0")}` : null;
    await pool().query(
      "insert into contacts (id, workspace_id, email, phone, name, created_at, updated_at, kind, status) values ($1, $2, $3, $4, 'Person', now(), now(), 'lead', 'new')",
      [contactId, owner.workspace.id, `p${n}@example.com`, phone],
    );
    await pool().query(
      `insert into events (id, workspace_id, type, raw_type, source, payload, subject, contact_id, occurred_at, created_at)
       values ($1, $2, 'order.created', 'order.created', 'api', $3, $4, $5, now(), date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - interval '1 day' + interval '12 hours' + make_interval(secs => $6))`,
      [
        newId(),
        owner.workspace.id,
        { email: `p${n}@example.com`, phone, total: n * 10 },
        `email:p${n}@example.com`,
        contactId,
        n,
      ],
    );
  }
}

async function work(request = announced.at(-1)): Promise<void> {
  if (!request) throw new Error("Nothing was announced");
  for (;;) if ((await replayBatch(request)).over) return;
}

const latest = async (flowId: string) => {
  const replay = await owner.caller.flowReplays.get({ workspace, flowId });
  if (!replay) throw new Error("There is no replay");
  return replay;
};

describe("a replay", () => {
  test("says how many are the same, what the others get, and what it costs", async () => {
    await orders(30, 2);
    const flowId = await edited([large, mail], [large, text]);
    const { id, events } = await owner.caller.flowReplays.start({ workspace, flowId, events: 1_000 });
    expect(events).toBe(30);
    expect(await latest(flowId)).toMatchObject({
      id,
      state: "queued",
      total: 30,
      done: 0,
      startedBy: owner.name,
    });
    await work();
    const replay = await latest(flowId);
    expect(replay).toMatchObject({ state: "done", done: 30, same: 10, gone: 0, outdated: false, version: 1 });
    expect(replay.differences).toMatchObject([
      { difference: "get SMS instead of email", count: 18 },
      { difference: "fail at “Send SMS”", count: 2 },
    ]);
    // 18 texts at 1 token in place of 20 emails at 0.1.
    expect(replay.words).toBe(
      "30 events: 10 the same, 18 get SMS instead of email, 2 fail at “Send SMS”; +16 tokens",
    );
    expect(replay.draftCost - replay.publishedCost).toBe(16_000);
    expect(replay.basis).toContain("today's contact data");
  });

  test("opens each changed event with both traces, page by page and kind by kind", async () => {
    await orders(16, 1);
    const flowId = await edited([large, mail], [large, text]);
    const { id: replayId } = await owner.caller.flowReplays.start({ workspace, flowId });
    await work();
    const first = await owner.caller.flowReplays.changes({ workspace, replayId, limit: 4 });
    expect(first.changes).toHaveLength(4);
    expect(first.changes[0]).toMatchObject({ type: "order.created", contact: { name: "Person" } });
    const second = await owner.caller.flowReplays.changes({
      workspace,
      replayId,
      limit: 4,
      cursor: first.nextCursor,
    });
    expect(second.changes).toHaveLength(2);
    expect(second.nextCursor).toBeNull();
    const failing = await owner.caller.flowReplays.changes({
      workspace,
      replayId,
      difference: "fail at “Send SMS”",
    });
    expect(failing.changes).toMatchObject([{ words: "fails at “Send SMS”", milliTokens: -100 }]);

    const place = first.changes[0]?.place ?? -1;
    const opened = await owner.caller.flowReplays.change({ workspace, replayId, place });
    expect(
      opened.published.simulation.trace.map(({ stepId, message }) => [stepId, message?.channel]),
    ).toEqual([
      ["large", undefined],
      ["thanks", "email"],
    ]);
    expect(opened.draft.simulation.trace.at(-1)?.message).toMatchObject({ channel: "sms", body: "Thanks" });
    expect(opened.change.eventId).toBe(opened.event.id);
  });

  test("judges a contact's next event by those before it, also from one chunk to the next", async () => {
    const contactId = newId();
    await pool().query(
      "insert into contacts (id, workspace_id, email, name, created_at, updated_at, kind, status) values ($1, $2, 'once@example.com', '', now(), now(), 'lead', 'new')",
      [contactId, owner.workspace.id],
    );
    for (let n = 0; n < 60; n++)
      await pool().query(
        `insert into events (id, workspace_id, type, raw_type, source, payload, contact_id, occurred_at, created_at)
         values ($1, $2, 'order.created', 'order.created', 'api', '{"email":"once@example.com","total":500}', $3, now(), now() - make_interval(hours => $4))`,
        [newId(), owner.workspace.id, contactId, 100 - n],
      );
    const { id: flowId } = await owner.caller.flows.create({
      workspace,
      name: "Once",
      definition: definition(mail),
    });
    await owner.caller.flows.publish({ workspace, flowId });
    const once = {
      ...definition(mail),
      settings: { ...definition(mail).settings, reentry: "once_per_contact" as const },
    };
    await owner.caller.flows.saveDraft({
      workspace,
      flowId,
      revision: 1,
      clientId: "client-of-rita",
      definition: once,
    });
    await owner.caller.flowReplays.start({ workspace, flowId });
    await work();
    expect(await latest(flowId)).toMatchObject({
      same: 1,
      differences: [{ difference: "are not started", count: 59 }],
    });
  });

  test("stops when it is cancelled, and keeps what it has", async () => {
    await orders(3);
    const flowId = await edited([large, mail], [large, text]);
    const { id: replayId } = await owner.caller.flowReplays.start({ workspace, flowId });
    expect(await owner.caller.flowReplays.cancel({ workspace, replayId })).toEqual({ cancelled: true });
    await work();
    expect(await latest(flowId)).toMatchObject({ state: "cancelled", done: 0 });
    expect(await owner.caller.flowReplays.cancel({ workspace, replayId })).toEqual({ cancelled: false });
  });

  test("is done once, whoever works on it: what somebody else did meanwhile is not done again", async () => {
    await orders(120);
    const flowId = await edited([large, mail], [large, text]);
    await owner.caller.flowReplays.start({ workspace, flowId });
    await Promise.all([work(), work(), work()]);
    // Each of the three may have lost a race; the one that goes on ends it.
    await work();
    const replay = await latest(flowId);
    expect(replay).toMatchObject({ state: "done", done: 120, same: 10 });
    expect(replay.differences).toMatchObject([{ count: 110 }]);
  });

  test("goes on where it stood when its worker was lost; the old one does no more", async () => {
    await orders(2);
    const flowId = await edited([large, mail], [large, text]);
    const { id } = await owner.caller.flowReplays.start({ workspace, flowId });
    expect(await resumeReplays()).toBe(0);
    await pool().query("update flow_replays set touched_at = now() - interval '2 minutes' where id = $1", [
      id,
    ]);
    expect(await resumeReplays()).toBe(1);
    expect(announced.map(({ generation }) => generation)).toEqual([1, 2]);
    expect(await replayBatch({ replayId: id, generation: 1 })).toEqual({ over: true });
    expect(await latest(flowId)).toMatchObject({ state: "queued", done: 0 });
    await work();
    expect(await latest(flowId)).toMatchObject({ state: "done", done: 2 });
  });

  test("counts events that were deleted meanwhile as gone", async () => {
    await orders(4);
    const flowId = await edited([large, mail], [large, text]);
    await owner.caller.flowReplays.start({ workspace, flowId });
    await pool().query("delete from events where workspace_id = $1 and payload->>'total' = '30'", [
      owner.workspace.id,
    ]);
    await work();
    expect(await latest(flowId)).toMatchObject({
      state: "done",
      done: 4,
      same: 3,
      gone: 1,
      words: "3 events: all the same; ±0 tokens",
    });
  });

  test("that cannot go on says so", async () => {
    await orders(1);
    const flowId = await edited([large, mail], [large, text]);
    const { id: replayId } = await owner.caller.flowReplays.start({ workspace, flowId });
    await failReplay({ replayId, generation: 1 });
    expect(await latest(flowId)).toMatchObject({
      state: "failed",
      error: expect.stringContaining("Start it again"),
    });
  });
});

describe("is refused", () => {
  test("while another one of the flow is under way", async () => {
    await orders(1);
    const flowId = await edited([large, mail], [large, text]);
    await owner.caller.flowReplays.start({ workspace, flowId });
    const refusal = await refusalOf(owner.caller.flowReplays.start({ workspace, flowId }));
    expect(refusal).toMatchObject({ code: "conflict", message: expect.stringContaining("is under way") });
  });

  test("without a published version, a change or an event", async () => {
    const { id } = await owner.caller.flows.create({ workspace, name: "New", definition: definition(mail) });
    const start = () => refusalOf(owner.caller.flowReplays.start({ workspace, flowId: id }));
    expect((await start()).message).toContain("never published");
    await owner.caller.flows.publish({ workspace, flowId: id });
    expect((await start()).message).toContain("does what its published version does");
    await owner.caller.flows.saveDraft({
      ...{ workspace, flowId: id, revision: 1, clientId: "client-of-rita" },
      definition: definition(text),
    });
    expect((await start()).message).toContain("No event has come yet");
  });

  test("to a viewer, who may look", async () => {
    await orders(1);
    const flowId = await edited([large, mail], [large, text]);
    const viewer = await newMember(owner, "viewer");
    expect((await refusalOf(viewer.caller.flowReplays.start({ workspace, flowId }))).code).toBe("forbidden");
    await owner.caller.flowReplays.start({ workspace, flowId });
    expect(await viewer.caller.flowReplays.get({ workspace, flowId })).toMatchObject({ state: "queued" });
  });
});
