/** A first publish that may reach many people is counted, asked for, and approved or declined. */
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { defaultSendingRules } from "@/server/domain/sending-rules";
import { changeFlow, createFlow } from "@/server/features/flows/mutations";
import { newMember, newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";

let owner: Person;
let editor: Person;
let workspace: string;

beforeEach(async () => {
  owner = await newPerson("Olga");
  editor = await newMember(owner, "editor", "Eddie");
  workspace = owner.workspace.slug;
  await limit(3);
});

const limit = (approve_reach_over: number | null) =>
  owner.caller.sending.setRules({ workspace, rules: { ...defaultSendingRules, approve_reach_over } });

const mail = {
  id: "mail",
  type: "action",
  action_id: "send_email",
  config: { to: "{{trigger.email}}", body: "Hi" },
};
const definition = (more: Record<string, unknown> = {}) =>
  flowDefinitionSchema.parse({
    trigger: { type: "event", event_types: ["order.created"] },
    steps: [mail],
    ...more,
  });

async function draft(by: Person, more: Record<string, unknown> = {}) {
  const { id } = await by.caller.flows.create({ workspace, name: "Thanks", definition: definition(more) });
  return id;
}

/** Events of so many people, some days ago. */
async function events(
  people: number,
  { type = "order.created", daysAgo = 1, total = 10, source = "api" } = {},
) {
  for (let n = 0; n < people; n++)
    await pool().query(
      `insert into events (id, workspace_id, type, raw_type, source, payload, subject, occurred_at, created_at)
       values ($1, $2, $3, $3, $4, $5, $6, now(), now() - make_interval(days => $7))`,
      [newId(), owner.workspace.id, type, source, { total: total + n }, `email:p${n}@example.com`, daysAgo],
    );
}

const statusOf = async (flowId: string) =>
  (
    await pool().query<{ status: string }>("select status::text from automation_flows where id = $1", [
      flowId,
    ])
  ).rows[0]?.status;
const versions = async (flowId: string) =>
  (
    await pool().query("select number from flow_versions where flow_id = $1 and number > 0 order by number", [
      flowId,
    ])
  ).rows.length;
const told = async (person: Person) =>
  (await person.caller.notifications.list({ workspace })).notifications.map(
    ({ title, body }) => `${title}: ${body}`,
  );
const audited = async (flowId: string) =>
  (
    await pool().query<{ action: string }>(
      "select action from audit_entries where target_id = $1 and (action like 'flow.approval%' or action = 'flow.published') order by created_at, id",
      [flowId],
    )
  ).rows.map(({ action }) => action);
const reach = (flowId: string) => owner.caller.safeguards.reach({ workspace, flowId });

describe("how many people a publish reaches", () => {
  test("those whom events of the last 30 days named, each once, that meet trigger, plugin and filter", async () => {
    await events(5);
    await events(2);
    await events(4, { daysAgo: 31 });
    await events(4, { type: "lead.created" });
    const flowId = await draft(owner);
    expect(await reach(flowId)).toEqual({
      reach: {
        people: 5,
        atLeast: false,
        counted: "were named by “order.created” in the last 30 days",
      },
      needsApproval: true,
      over: 3,
    });
    const filtered = await draft(owner, {
      trigger: {
        type: "event",
        event_types: ["order.created"],
        filter: { field: "total", operator: "gte", value: 13 },
      },
    });
    expect(await reach(filtered)).toMatchObject({ reach: { people: 2 }, needsApproval: false });
    const plugin = { type: "event", event_types: ["order.created"], plugin_id: "shop" };
    expect(await reach(await draft(owner, { trigger: plugin }))).toMatchObject({ reach: { people: 0 } });
    await events(6, { source: "shop" });
    expect(await reach(await draft(owner, { trigger: plugin }))).toMatchObject({ reach: { people: 6 } });
  });

  test("nobody, by a flow that writes to nobody; those it finds, by one that looks for them", async () => {
    await events(9);
    const log = { id: "log", type: "action", action_id: "log", config: { message: "x" } };
    expect(await reach(await draft(owner, { steps: [log] }))).toMatchObject({
      reach: { people: 0 },
      needsApproval: false,
    });
    for (const [n, tag] of ["vip", "vip", "vip", "vip", "other"].entries())
      await owner.caller.contacts.create({
        workspace,
        contact: { email: `c${n}@example.com`, tags: [tag] },
      });
    const looking = {
      trigger: { type: "schedule", cron: "0 9 * * *", timezone: "UTC" },
      steps: [
        { id: "find", type: "action", action_id: "find_contacts", config: { tag: "vip" } },
        { id: "each", type: "for_each", items: "{{steps.find.output.contacts}}", body: "mail" },
        { ...mail, config: { to: "{{item.email}}", body: "Hi" } },
      ],
    };
    expect(await reach(await draft(owner, looking))).toMatchObject({
      reach: { people: 4 },
      needsApproval: true,
    });
  });
});

describe("a first publish that reaches more than the workspace says", () => {
  test("is refused without an approval, wherever it comes from, and changes nothing", async () => {
    await events(4);
    const flowId = await draft(editor);
    for (const attempt of [
      () => editor.caller.flows.publish({ workspace, flowId }),
      () => editor.caller.flows.activate({ workspace, flowId }),
      () => owner.caller.flows.publish({ workspace, flowId }),
    ])
      expect(await refusalOf(attempt())).toMatchObject({
        code: "conflict",
        message: expect.stringMatching(
          /^“Thanks” was not published\. 4 people were named .* more than 3 .*draft/,
        ),
      });
    expect(await versions(flowId)).toBe(0);
    const key = { type: "api_key" as const, id: null, name: "Key" };
    const made = createFlow(owner.workspace.id, key, {
      ...{
        name: "By the API",
        description: "",
        definition: definition(),
        externalId: "api-flow",
        status: "active",
      },
    });
    expect(await refusalOf(made)).toMatchObject({ code: "conflict" });
    const patched = changeFlow(owner.workspace.id, key, flowId, { status: "active" });
    expect(await refusalOf(patched)).toMatchObject({ code: "conflict" });
    expect(await statusOf(flowId)).toBe("draft");
    expect(
      (await pool().query("select 1 from automation_flows where external_id = 'api-flow'")).rows,
    ).toEqual([]);
  });

  test("is published by an owner or admin who was shown the number; then it is turned on like any other", async () => {
    await events(4);
    const flowId = await draft(editor);
    expect(await refusalOf(editor.caller.safeguards.publish({ workspace, flowId }))).toMatchObject({
      code: "forbidden",
    });
    expect(await owner.caller.safeguards.publish({ workspace, flowId, note: "go" })).toEqual({ version: 1 });
    await editor.caller.flows.activate({ workspace, flowId });
    expect(await statusOf(flowId)).toBe("active");
    const { rows } = await pool().query(
      "select details from audit_entries where target_id = $1 and action = 'flow.published'",
      [flowId],
    );
    expect(rows).toMatchObject([{ details: { version: 1, approvedFor: 4 } }]);
  });

  test("is asked for by an editor: admins are told, one approves, the editor is told", async () => {
    await events(4);
    const flowId = await draft(editor);
    const admin = await newMember(owner, "admin", "Adam");
    expect(await editor.caller.safeguards.request({ workspace, flowId, note: "Spring" })).toMatchObject({
      people: 4,
    });
    for (const person of [owner, admin])
      expect(await told(person)).toEqual([
        "Eddie asks to publish “Thanks”: 4 people were named by “order.created” in the last 30 days. Their note: “Spring”. Approve or decline it on the flow's page.",
      ]);
    expect(await told(editor)).toEqual([]);
    const { request } = await editor.caller.safeguards.ofFlow({ workspace, flowId });
    expect(request).toMatchObject({
      state: "pending",
      people: 4,
      mine: true,
      requestedBy: "Eddie",
      outdated: false,
    });
    const answer = { workspace, flowId, requestId: request?.id ?? "" };
    expect(await refusalOf(editor.caller.safeguards.approve(answer))).toMatchObject({ code: "forbidden" });
    expect(await owner.caller.safeguards.approve(answer)).toEqual({ version: 1 });
    expect(await refusalOf(admin.caller.safeguards.approve(answer))).toMatchObject({ code: "conflict" });
    expect((await told(editor))[0]).toMatch(/^“Thanks” is published: Olga approved it, as version 1/);
    expect(await audited(flowId)).toEqual([
      ...["flow.approval_requested", "flow.published", "flow.approval_approved"],
    ]);
    await editor.caller.flows.activate({ workspace, flowId });
    expect(await statusOf(flowId)).toBe("active");
  });

  test("may be declined with a reason, or taken back by who asked", async () => {
    await events(4);
    const flowId = await draft(editor);
    const ask = async () => {
      await editor.caller.safeguards.request({ workspace, flowId });
      const { request } = await owner.caller.safeguards.ofFlow({ workspace, flowId });
      return { workspace, flowId, requestId: request?.id ?? "" };
    };
    const first = await ask();
    await owner.caller.safeguards.decline({ ...first, answer: "Not before Easter" });
    expect((await told(editor))[0]).toBe(
      "“Thanks” was not published: Olga declined it: “Not before Easter”. The draft stays as it is.",
    );
    expect((await owner.caller.safeguards.ofFlow({ workspace, flowId })).request).toMatchObject({
      state: "declined",
      answer: "Not before Easter",
      decidedBy: "Olga",
    });
    const second = await ask();
    expect(await refusalOf(owner.caller.safeguards.withdraw(second))).toMatchObject({ code: "forbidden" });
    await editor.caller.safeguards.withdraw(second);
    expect(await refusalOf(owner.caller.safeguards.approve(second))).toMatchObject({ code: "conflict" });
    expect(await versions(flowId)).toBe(0);
  });

  test("publishes what was asked for: a draft that was changed since is not, and a second question takes the place of the first", async () => {
    await events(4);
    const flowId = await draft(editor);
    await editor.caller.safeguards.request({ workspace, flowId });
    const { request } = await owner.caller.safeguards.ofFlow({ workspace, flowId });
    await changeFlow(owner.workspace.id, { type: "user", id: editor.id, name: "Eddie" }, flowId, {
      definition: definition({ variables: { other: "thing" } }),
    });
    const answer = { workspace, flowId, requestId: request?.id ?? "" };
    expect((await owner.caller.safeguards.ofFlow({ workspace, flowId })).request).toMatchObject({
      outdated: true,
    });
    expect(await refusalOf(owner.caller.safeguards.approve(answer))).toMatchObject({ code: "conflict" });
    await editor.caller.safeguards.request({ workspace, flowId });
    const { rows } = await pool().query(
      "select state from flow_approvals where flow_id = $1 order by requested_at, id",
      [flowId],
    );
    expect(rows.map(({ state }) => state)).toEqual(["replaced", "pending"]);
  });

  test("two who answer at once: one does", async () => {
    await events(4);
    const flowId = await draft(editor);
    const admin = await newMember(owner, "admin", "Adam");
    await editor.caller.safeguards.request({ workspace, flowId });
    const { request } = await owner.caller.safeguards.ofFlow({ workspace, flowId });
    const answer = { workspace, flowId, requestId: request?.id ?? "" };
    const settled = await Promise.allSettled([
      owner.caller.safeguards.approve(answer),
      admin.caller.safeguards.decline({ ...answer, answer: "No" }),
    ]);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("a later version", () => {
  test("is not asked about unless it starts on more people than before", async () => {
    await events(4);
    await events(7, { type: "lead.created" });
    const flowId = await draft(owner);
    await owner.caller.safeguards.publish({ workspace, flowId });
    const actor = { type: "user" as const, id: editor.id, name: "Eddie" };
    const change = (more: Record<string, unknown>) =>
      changeFlow(owner.workspace.id, actor, flowId, { definition: definition(more) });
    await change({ variables: { tone: "warm" } });
    expect(await editor.caller.flows.publish({ workspace, flowId })).toEqual({ version: 2 });
    await change({ trigger: { type: "event", event_types: ["order.created", "lead.created"] } });
    expect(await refusalOf(editor.caller.flows.publish({ workspace, flowId }))).toMatchObject({
      code: "conflict",
    });
    await limit(null);
    expect(await editor.caller.flows.publish({ workspace, flowId })).toEqual({ version: 3 });
  });
});

test("many publishes at once do not wait for each other's connections", async () => {
  await events(2);
  const ids: string[] = [];
  for (let n = 0; n < 24; n++) ids.push(await draft(owner));
  const done = await Promise.all(ids.map((flowId) => owner.caller.flows.publish({ workspace, flowId })));
  expect(done).toEqual(ids.map(() => ({ version: 1 })));
});
