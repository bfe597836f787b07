import { describe, expect, it } from "vitest";
import { POST } from "@/app/api/webhooks/flow/[token]/route";
import { pool } from "@/server/db/pool";
import { eventSample } from "@/server/domain/event-catalogue";
import { listenForSamples } from "@/server/features/flows/service";
import { newPerson, type Person } from "../fixtures/people";
import { drive, send } from "./support/engine";

const steps = [{ id: "greet", type: "action", action_id: "log", config: { message: "Hello" } }];

const create = async ({ caller, workspace }: Person, trigger: object) => {
  const document = { name: "Greet", definition: { trigger, steps } };
  const { id } = await caller.flows.import({ workspace: workspace.slug, document });
  return id;
};

describe("samples of a flow", () => {
  it("are what came in lately, the newest first, then the catalogue's", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const flowId = await create(owner, { type: "event", event_types: ["customer.created", "lead_created"] });
    await send(owner.workspace.id, "customer.created", { email: "first@example.com" });
    await send(owner.workspace.id, "order.created", { email: "other@example.com" });
    await send(owner.workspace.id, "lead.created", { email: "second@example.com" });
    await send(owner.workspace.id, "customer.created", { email: "third@example.com" }, { source: "manual" });
    const samples = await owner.caller.flows.samples({ workspace, flowId });
    expect(samples.map(({ type, source, payload }) => [type, source, payload.email])).toEqual([
      ["lead.created", "event", "second@example.com"],
      ["customer.created", "event", "first@example.com"],
      ["customer.created", "catalogue", eventSample("customer.created")?.email],
      ["lead.created", "catalogue", eventSample("lead.created")?.email],
    ]);
    expect(samples[0]).toMatchObject({ subject: "email:second@example.com", at: expect.any(Date) });
  });

  it("of one with its own address are only those that came to it", async () => {
    const owner = await newPerson();
    const flowId = await create(owner, { type: "webhook" });
    await send(owner.workspace.id, "webhook.received", { email: "elsewhere@example.com" });
    const samples = await owner.caller.flows.samples({ workspace: owner.workspace.slug, flowId });
    expect(samples.map(({ source }) => source)).toEqual(["catalogue"]);
  });
});

describe("listening for a sample", () => {
  const post = (address: string, body: object) =>
    POST(
      new Request(`http://localhost${address}`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      }),
      { params: Promise.resolve({ token: address.split("/").at(-1) ?? "" }) },
    );

  it("hears a request to a flow that is off, which starts nothing and stays as a sample", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const flowId = await create(owner, { type: "webhook" });
    const address = (await owner.caller.flows.addresses({ workspace, flowId })).flow ?? "";
    const connection = new AbortController();
    const heard = listenForSamples(owner.workspace.id, flowId, connection.signal);
    const next = heard.next();
    const answer = await post(address, { email: "ada@example.com", size: 3 });
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({ runs: [] });
    expect((await next).value).toMatchObject({
      type: "webhook.received",
      source: "event",
      payload: { email: "ada@example.com", size: 3 },
    });
    connection.abort();
    expect((await heard.next()).done).toBe(true);
    const [sample] = await owner.caller.flows.samples({ workspace, flowId });
    expect(sample).toMatchObject({ source: "event", payload: { size: 3 } });
  });

  it("keeps nothing of what another flow was sent", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const [flowId, otherId] = [
      await create(owner, { type: "webhook" }),
      await create(owner, { type: "webhook" }),
    ];
    const address = (await owner.caller.flows.addresses({ workspace, flowId: otherId })).flow ?? "";
    const connection = new AbortController();
    const heard = listenForSamples(owner.workspace.id, flowId, connection.signal);
    const next = heard.next();
    await post(address, { email: "ada@example.com" });
    await new Promise((resolve) => setTimeout(resolve, 200));
    connection.abort();
    expect((await next).done).toBe(true);
    const { rows } = await pool().query("select 1 from flow_samples where flow_id = any($1)", [
      [flowId, otherId],
    ]);
    expect(rows).toEqual([]);
  });
});

describe("a test of the draft", () => {
  it("runs what is being edited although another version is published", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const flowId = await create(owner, { type: "event", event_types: ["customer.created", "lead.created"] });
    await owner.caller.flows.publish({ workspace, flowId });
    const { draft, draftRevision: revision } = await owner.caller.flows.get({ workspace, flowId });
    const changed = {
      ...draft,
      steps: [
        {
          ...steps[0],
          id: "greet",
          type: "action" as const,
          action_id: "log",
          config: { message: "Changed" },
        },
      ],
    };
    await owner.caller.flows.saveDraft({
      ...{ workspace, flowId, revision, definition: changed, clientId: "client-of-ada" },
    });
    const test = { workspace, flowId, type: "lead.created", payload: { email: "x@example.com" } };
    const { runId } = await owner.caller.flows.testRun({ ...test, draft: true });
    await drive(runId);
    expect(await owner.caller.runs.get({ workspace, runId })).toMatchObject({
      run: { mode: "test", status: "completed", triggerEventType: "lead.created" },
      version: { isDraft: true },
      steps: [{ output: { message: "Changed" } }],
    });
    const published = await owner.caller.flows.testRun(test);
    await drive(published.runId);
    expect(await owner.caller.runs.get({ workspace, runId: published.runId })).toMatchObject({
      steps: [{ output: { message: "Hello" } }],
    });
  });
});
