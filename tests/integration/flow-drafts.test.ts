import { describe, expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import { flowDefinitionSchema, LIMITS } from "@/server/domain/flow";
import { watchEditing } from "@/server/features/flows/service";
import { newMember, newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";

const log = (id: string, message = `Hello from ${id}`) => ({
  ...{ id, type: "action" as const, action_id: "log" },
  config: { message },
});
const definition = (...ids: string[]) =>
  flowDefinitionSchema.parse({ trigger: { type: "manual" }, steps: ids.map((id) => log(id)) });

async function newFlow() {
  const owner = await newPerson();
  const workspace = owner.workspace.slug;
  const { id: flowId } = await owner.caller.flows.create({ workspace, name: "Greet" });
  return { owner, workspace, flowId };
}

const save = ({ caller, workspace }: Person, flowId: string, revision: number, ...ids: string[]) =>
  caller.flows.saveDraft({
    ...{ workspace: workspace.slug, flowId, revision },
    ...{ definition: definition(...ids), clientId: "client-of-ada" },
  });

const actionsOf = async ({ caller, workspace }: Person) => {
  const { entries } = await caller.audit.list({ workspace: workspace.slug, filter: { targetType: "flow" } });
  return entries.map(({ action, actorName }) => `${actorName} ${action}`);
};

describe("saving a draft", () => {
  it("counts its revisions, and is one line of the audit log for a whole session", async () => {
    const { owner, workspace, flowId } = await newFlow();
    expect(await save(owner, flowId, 1, "a")).toMatchObject({ revision: 2, savedAt: expect.any(Date) });
    expect(await save(owner, flowId, 2, "a", "b")).toMatchObject({ revision: 3 });
    expect(await save(owner, flowId, 3, "b")).toMatchObject({ revision: 4 });
    expect(await owner.caller.flows.get({ workspace, flowId })).toMatchObject({
      draftRevision: 4,
      draft: definition("b"),
    });
    expect(await actionsOf(owner)).toEqual(["Ada Lovelace flow.edited", "Ada Lovelace flow.created"]);
    await owner.caller.flows.publish({ workspace, flowId });
    await save(owner, flowId, 4, "c");
    expect((await actionsOf(owner)).slice(0, 2)).toEqual([
      "Ada Lovelace flow.edited",
      "Ada Lovelace flow.published",
    ]);
    const editor = await newMember(owner, "editor", "Ben");
    await save({ ...editor, workspace: owner.workspace }, flowId, 5, "d");
    expect((await actionsOf(owner))[0]).toBe("Ben flow.edited");
  });

  it("is refused with what stands there when somebody else saved meanwhile, and then writes nothing", async () => {
    const { owner, workspace, flowId } = await newFlow();
    const editor = { ...(await newMember(owner, "editor", "Ben")), workspace: owner.workspace };
    await save(editor, flowId, 1, "theirs");
    const refused = await save(owner, flowId, 1, "mine").catch((error) => error.cause);
    expect(refused).toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/revision 2 by now, not 1: Ben saved it meanwhile/),
      details: {
        stale: {
          revision: 2,
          draft: definition("theirs"),
          by: { id: editor.id, name: "Ben" },
          at: expect.any(Date),
        },
      },
    });
    expect(await owner.caller.flows.get({ workspace, flowId })).toMatchObject({
      draftRevision: 2,
      draft: definition("theirs"),
    });
  });

  it("that comes twice is saved once", async () => {
    const { owner, flowId } = await newFlow();
    await save(owner, flowId, 1, "a");
    expect(await save(owner, flowId, 1, "a")).toMatchObject({ revision: 2 });
  });

  it("of two at the same moment lets one win", async () => {
    const { owner, flowId } = await newFlow();
    const outcomes = await Promise.allSettled(["a", "b", "c", "d"].map((id) => save(owner, flowId, 1, id)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("takes what is not sound yet, and refuses what is too large", async () => {
    const { owner, workspace, flowId } = await newFlow();
    const dangling = { ...definition("a"), steps: [{ ...log("a"), on_success: "nowhere" }] };
    await owner.caller.flows.saveDraft({
      ...{ workspace, flowId, revision: 1, clientId: "client-of-ada" },
      definition: dangling,
    });
    expect((await owner.caller.flows.get({ workspace, flowId })).problems).toMatchObject([
      { severity: "structure", stepId: "a" },
    ]);
    const large = { ...definition(), steps: [log("a", "x".repeat(LIMITS.definitionBytes))] };
    const refused = owner.caller.flows.saveDraft({
      ...{ workspace, flowId, revision: 2, clientId: "client-of-ada", definition: large },
    });
    expect(await refusalOf(refused)).toMatchObject({ code: "too_large" });
  });

  it("is refused for a deleted flow", async () => {
    const { owner, workspace, flowId } = await newFlow();
    await owner.caller.flows.archive({ workspace, flowId });
    expect(await refusalOf(save(owner, flowId, 1, "a"))).toMatchObject({
      code: "conflict",
      message: "“Greet” is deleted. Restore it first.",
    });
  });

  it("with a webhook trigger makes the address", async () => {
    const { owner, workspace, flowId } = await newFlow();
    expect(await owner.caller.flows.addresses({ workspace, flowId })).toMatchObject({ flow: null });
    const hooked = { ...definition("a"), trigger: { type: "webhook" as const } };
    const draft = { workspace, flowId, clientId: "client-of-ada" };
    await owner.caller.flows.saveDraft({ ...draft, revision: 1, definition: hooked });
    const { flow } = await owner.caller.flows.addresses({ workspace, flowId });
    expect(flow).toMatch(/^\/api\/webhooks\/flow\/whk_/);
    await owner.caller.flows.saveDraft({ ...draft, revision: 2, definition: definition("b") });
    await owner.caller.flows.saveDraft({ ...draft, revision: 3, definition: hooked });
    expect(await owner.caller.flows.addresses({ workspace, flowId })).toMatchObject({ flow });
  });
});

describe("who has a flow open", () => {
  const present = (
    { caller, workspace }: Person,
    flowId: string,
    clientId: string,
    selected: string | null,
  ) => caller.flows.present({ workspace: workspace.slug, flowId, clientId, selected });

  it("is told to the others, with what they selected and what they saved", async () => {
    const { owner, flowId } = await newFlow();
    const editor = { ...(await newMember(owner, "editor", "Ben")), workspace: owner.workspace };
    const connection = new AbortController();
    const states = watchEditing(owner.workspace.id, flowId, connection.signal);
    expect((await states.next()).value).toEqual({ editors: [], draft: null });

    let next = states.next();
    await present(editor, flowId, "client-of-ben", null);
    const ben = { userId: editor.id, name: "Ben", clientId: "client-of-ben" };
    expect((await next).value).toEqual({ editors: [{ ...ben, selected: null }], draft: null });

    next = states.next();
    await present(editor, flowId, "client-of-ben", "send_sms");
    expect((await next).value).toEqual({ editors: [{ ...ben, selected: "send_sms" }], draft: null });

    next = states.next();
    await save(editor, flowId, 1, "a");
    expect((await next).value).toMatchObject({
      draft: {
        revision: 2,
        by: { id: editor.id, name: "Ben", clientId: "client-of-ada" },
        at: expect.any(Date),
      },
    });

    next = states.next();
    await editor.caller.flows.present({
      ...{ workspace: owner.workspace.slug, flowId, clientId: "client-of-ben", gone: true },
    });
    expect((await next).value).toMatchObject({ editors: [] });
    connection.abort();
    expect((await states.next()).done).toBe(true);
  });

  it("is forgotten when nothing is heard any more, and nobody speaks for another's tab", async () => {
    const { owner, flowId } = await newFlow();
    const editor = { ...(await newMember(owner, "editor", "Ben")), workspace: owner.workspace };
    await present(owner, flowId, "client-of-ada", "a");
    await present(editor, flowId, "client-of-ada", "b");
    const seen = async () => (await watchEditing(owner.workspace.id, flowId).next()).value;
    expect(await seen()).toMatchObject({ editors: [{ userId: owner.id, selected: "a" }] });
    await pool().query(
      "update flow_editors set expires_at = now() - interval '1 minute' where flow_id = $1",
      [flowId],
    );
    expect(await seen()).toMatchObject({ editors: [] });
    await present(editor, flowId, "client-of-ben", null);
    const { rows } = await pool().query("select client_id from flow_editors where flow_id = $1", [flowId]);
    expect(rows).toEqual([{ client_id: "client-of-ben" }]);
  });
});

describe("the catalogue", () => {
  it("names what flows of this workspace can be made of", async () => {
    const { owner, workspace, flowId } = await newFlow();
    await owner.caller.pools.create({ workspace, pool: { name: "Seniors", members: [] } });
    const catalogue = await owner.caller.flows.catalogue({ workspace });
    expect(catalogue.actions.map(({ key }) => key)).toEqual(
      expect.arrayContaining(["send_sms", "send_email", "log"]),
    );
    expect(catalogue.actions.find(({ key }) => key === "send_email")).toMatchObject({
      connects: { channel: "email" },
      offeredBy: { source: "platform" },
    });
    expect(catalogue.eventTypes.find(({ type }) => type === "customer.created")).toMatchObject({
      title: "A customer is created",
      origin: "baton",
      schema: { type: "object" },
      sample: { email: expect.any(String) },
    });
    expect(catalogue).toMatchObject({
      pools: [{ name: "Seniors" }],
      members: [{ id: owner.id }],
      flows: [{ id: flowId, name: "Greet", published: false }],
    });
    expect(catalogue.messageTemplates).toContainEqual({
      ...{ id: "welcome_email", name: expect.any(String), channel: "email" },
    });
    expect(catalogue.zones).toContain("Europe/Berlin");
  });

  it("names event types that came in before", async () => {
    const { owner, workspace } = await newFlow();
    await pool().query(
      `insert into events (id, workspace_id, type, raw_type, source, payload, occurred_at)
       select gen_random_uuid(), $1, t, t, 'api', '{}', now() from unnest(array['deal.won', 'deal.lost', 'deal.won']) t`,
      [owner.workspace.id],
    );
    const { eventTypes } = await owner.caller.flows.catalogue({ workspace });
    const seen = eventTypes.filter(({ origin }) => origin === "seen").map(({ type }) => type);
    expect(seen).toEqual(["deal.lost", "deal.won"]);
  });
});
