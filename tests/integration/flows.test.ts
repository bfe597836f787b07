import { describe, expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import { eventSample } from "@/server/domain/event-catalogue";
import { type Caller, newMember, newPerson, type Person } from "../fixtures/people";
import { drive, send } from "./support/engine";

const step = (id: string, more: object = {}) => ({
  id,
  type: "action" as const,
  action_id: "log",
  config: { message: `Hello from ${id}` },
  ...more,
});
const definition = (steps: unknown[] = [step("greet")], type = "customer.created") => ({
  trigger: { type: "event", event_types: [type] },
  steps,
});

const create = ({ caller, workspace }: Person, name: string, document: unknown = definition()) =>
  caller.flows.import({ workspace: workspace.slug, document: { name, definition: document } });

describe("a flow", () => {
  it("begins as a draft that no event starts, and runs once it is turned on", async () => {
    const owner = await newPerson();
    const { workspace, caller } = { workspace: owner.workspace.slug, caller: owner.caller };
    const { id: flowId } = await create(owner, "Greet");
    expect(await caller.flows.get({ workspace, flowId })).toMatchObject({
      name: "Greet",
      status: "draft",
      activeVersion: null,
      hasUnpublishedChanges: true,
      versions: [],
      problems: [],
    });
    expect((await send(owner.workspace.id, "customer.created", {})).runs).toEqual([]);

    await caller.flows.activate({ workspace, flowId });
    const { runs } = await send(owner.workspace.id, "customer.created", {});
    expect(runs).toMatchObject([{ flowId }]);
    expect(await caller.flows.get({ workspace, flowId })).toMatchObject({
      status: "active",
      activeVersion: { number: 1 },
      hasUnpublishedChanges: false,
      versions: [{ number: 1, publishedBy: "Ada Lovelace" }],
    });

    await caller.flows.pause({ workspace, flowId });
    expect((await send(owner.workspace.id, "customer.created", {})).runs).toEqual([]);
    await caller.flows.activate({ workspace, flowId });
    expect((await send(owner.workspace.id, "customer.created", {})).runs).toHaveLength(1);
  });

  it("publishes versions: nothing changed is no new one, and only the active status starts runs", async () => {
    const owner = await newPerson();
    const { caller } = owner;
    const workspace = owner.workspace.slug;
    const { id: flowId } = await create(owner, "Greet");
    expect(await caller.flows.publish({ workspace, flowId, note: "first" })).toEqual({ version: 1 });
    expect(await caller.flows.publish({ workspace, flowId })).toEqual({ version: 1 });
    expect(await caller.flows.get({ workspace, flowId })).toMatchObject({ status: "paused" });
    expect((await send(owner.workspace.id, "customer.created", {})).runs).toEqual([]);
  });

  it("refuses to be published when it makes no sense, with the step and the field", async () => {
    const owner = await newPerson();
    const { caller } = owner;
    const workspace = owner.workspace.slug;
    const refused = await create(owner, "Broken", definition([step("a", { on_success: "nowhere" })])).catch(
      (error) => error.cause,
    );
    expect(refused).toMatchObject({
      code: "invalid",
      details: { problems: [{ stepId: "a", field: "on_success" }] },
    });
    const { id: flowId } = await create(owner, "Fine");
    await prisma().flow.update({
      where: { id: flowId },
      data: { draft: { ...definition(), steps: [step("a", { on_success: "nowhere" })] } },
    });
    await expect(caller.flows.publish({ workspace, flowId })).rejects.toThrow(/nowhere/);
    expect(await caller.flows.get({ workspace, flowId })).toMatchObject({
      status: "draft",
      problems: [expect.objectContaining({ severity: "structure", stepId: "a" })],
    });
  });

  it("says what a flow that it runs is not given, and when there is none", async () => {
    const owner = await newPerson();
    const { caller } = owner;
    const workspace = owner.workspace.slug;
    const input = { amount: { type: "number", required: true, words: "What it cost" } };
    const child = await create(owner, "Child", { ...definition(), trigger: { type: "manual", input } });
    const run = (id: string, flow_id: string, more: object = {}) => ({
      id,
      type: "sub_flow",
      flow_id,
      ...more,
    });
    const { id: flowId } = await create(
      owner,
      "Parent",
      definition([
        run("right", child.id, { input: { amount: "{{trigger.amount}}" } }),
        run("lacks", child.id),
        run("wrong", child.id, { input: { amount: "much" } }),
        run("nobody", "nobody"),
      ]),
    );
    const { problems } = await caller.flows.get({ workspace, flowId });
    expect(problems.map(({ stepId, field }) => [stepId, field])).toEqual([
      ["lacks", "input.amount"],
      ["wrong", "input.amount"],
      ["nobody", "flow_id"],
    ]);
    expect(problems[0]?.message).toContain("What it cost");
    expect(await caller.subFlows.names({ workspace, ids: [child.id, "nobody"] })).toEqual({
      [child.id]: "Child",
    });
  });

  it("says what is missing in the workspace, and may be turned on all the same", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const { id: flowId } = await create(
      owner,
      "Greet",
      definition([step("a", { plugin_id: "nobody", action_id: "wave" })]),
    );
    const { problems } = await owner.caller.flows.get({ workspace, flowId });
    expect(problems).toMatchObject([{ severity: "catalogue", stepId: "a" }]);
    await owner.caller.flows.activate({ workspace, flowId });
  });

  it("is deleted and brought back as it was", async () => {
    const owner = await newPerson();
    const { caller } = owner;
    const workspace = owner.workspace.slug;
    const { id: flowId } = await create(
      owner,
      "Greet",
      definition([{ id: "wait", type: "delay", for: { value: 1, unit: "days" } }]),
    );
    await caller.flows.activate({ workspace, flowId });
    const waiting = (await send(owner.workspace.id, "customer.created", {})).runs[0]?.id ?? "";
    await drive(waiting, 0);

    await caller.flows.archive({ workspace, flowId, runs: "finish" });
    expect((await caller.runs.get({ workspace, runId: waiting })).run.status).toBe("waiting");
    expect((await caller.flows.list({ workspace })).flows).toEqual([]);
    expect((await send(owner.workspace.id, "customer.created", {})).runs).toEqual([]);
    await expect(caller.flows.activate({ workspace, flowId })).rejects.toThrow(/Restore it first/);

    await caller.flows.restore({ workspace, flowId, activate: true });
    expect((await send(owner.workspace.id, "customer.created", {})).runs).toHaveLength(1);

    await caller.flows.archive({ workspace, flowId });
    const { runs } = await caller.runs.list({ workspace, flowId });
    expect(runs.map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
    expect(await caller.flows.counts({ workspace })).toEqual({ draft: 0, active: 0, paused: 0, archived: 1 });
  });

  it("is turned on only as far as the plan goes, also when two are at once", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const flows = await Promise.all(["a", "b", "c", "d", "e"].map((name) => create(owner, name)));
    const outcomes = await Promise.allSettled(
      flows.map(({ id: flowId }) => owner.caller.flows.activate({ workspace, flowId })),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    const refused = outcomes.find((outcome) => outcome.status === "rejected");
    expect(refused?.reason.cause).toMatchObject({
      code: "payment_required",
      message: expect.stringMatching(
        /Trial plan runs 3 active flows.*Pause another flow, or upgrade to Starter for 10/,
      ),
    });
  });

  it("is tested from its draft with a sample, marked as a test", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const { id: flowId } = await create(
      owner,
      "Greet",
      definition([step("greet", { config: { message: "Hello {{trigger.name}}" } })]),
    );
    expect(await owner.caller.flows.sample({ workspace, flowId })).toEqual({
      type: "customer.created",
      payload: eventSample("customer.created"),
    });
    const { runId } = await owner.caller.flows.testRun({ workspace, flowId, payload: { name: "Zoe" } });
    await drive(runId);
    const { run, version, event, steps } = await owner.caller.runs.get({ workspace, runId });
    expect(run).toMatchObject({ status: "completed", mode: "test", origin: "manual" });
    expect(version).toMatchObject({ isDraft: true });
    expect(event).toMatchObject({ type: "customer.created", source: "manual", payload: { name: "Zoe" } });
    expect(steps).toMatchObject([{ stepId: "greet", status: "succeeded", output: { message: "Hello Zoe" } }]);
  });

  it("is duplicated and renamed; every change is in the audit log", async () => {
    const owner = await newPerson();
    const { caller } = owner;
    const workspace = owner.workspace.slug;
    const { id: flowId } = await create(owner, "Greet");
    await caller.flows.activate({ workspace, flowId });
    const copy = await caller.flows.duplicate({ workspace, flowId });
    expect(await caller.flows.get({ workspace, flowId: copy.id })).toMatchObject({
      name: "Greet (copy)",
      status: "draft",
      externalId: null,
    });
    await caller.flows.rename({ workspace, flowId: copy.id, name: "Other", description: "words" });
    const { entries } = await caller.audit.list({ workspace, filter: { targetType: "flow" } });
    expect(entries.map(({ action, targetName }) => `${action} ${targetName}`)).toEqual([
      "flow.renamed Other",
      "flow.created Greet (copy)",
      "flow.activated Greet",
      "flow.published Greet",
      "flow.created Greet",
    ]);
  });

  it("has an address of its own when it starts by webhook, which viewers do not see", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const { id: flowId } = await create(owner, "Hook", { trigger: { type: "webhook" }, steps: [step("a")] });
    const { addresses } = await owner.caller.flows.get({ workspace, flowId });
    expect(addresses?.flow).toMatch(/^\/api\/webhooks\/flow\/whk_/);
    expect(addresses?.member).toContain(owner.id);
    const viewer = await newMember(owner, "viewer");
    expect((await viewer.caller.flows.get({ workspace, flowId })).addresses).toBeNull();
  });
});

describe("starter flows", () => {
  it("are sound, and work from a sample to the end", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const starters = await owner.caller.flows.starters({ workspace });
    expect(starters).toHaveLength(2);
    for (const { slug } of starters) {
      const { id: flowId } = await owner.caller.flows.createFromStarter({ workspace, slug });
      expect((await owner.caller.flows.get({ workspace, flowId })).problems).toEqual([]);
      const { runId } = await owner.caller.flows.testRun({ workspace, flowId });
      await drive(runId, 0);
      const { run } = await owner.caller.runs.get({ workspace, runId });
      expect(run.status).toBe("waiting");
      await pool().query(
        "update automation_event_log set wake_at = now() - interval '1 second' where run_id = $1",
        [runId],
      );
      await drive(runId);
      const after = await owner.caller.runs.get({ workspace, runId });
      expect(after.run.status).toBe("completed");
      expect(after.steps.filter(({ status }) => status === "failed")).toEqual([]);
    }
    const { messages } = await owner.caller.messages.list({ workspace });
    expect(messages.map(({ channel, subject }) => `${channel} ${subject}`).sort()).toEqual([
      "email How was order order_1001?",
      "email Welcome, John Doe!",
      "sms ",
    ]);
  });
});

describe("the list of flows", () => {
  it("pages through every order without missing or repeating one", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const names = ["beta", "Alpha", "delta", "Gamma", "alpha", "omega_%"];
    for (const name of names) await create(owner, name);
    for (const sort of ["updated", "created", "name", "last_run"] as const) {
      const seen: string[] = [];
      let cursor: NonNullable<Parameters<Caller["flows"]["list"]>[0]["cursor"]> | null = null;
      do {
        const page: Awaited<ReturnType<Caller["flows"]["list"]>> = await owner.caller.flows.list({
          workspace,
          sort,
          limit: 2,
          cursor,
        });
        seen.push(...page.flows.map(({ name }) => name));
        cursor = page.nextCursor;
      } while (cursor);
      expect([...seen].sort()).toEqual([...names].sort());
      if (sort === "created") expect(seen).toEqual([...names].reverse());
      if (sort === "name")
        expect(seen.map((name) => name.toLowerCase())).toEqual(
          names.map((name) => name.toLowerCase()).sort(),
        );
    }
    const found = async (q: string) =>
      (await owner.caller.flows.list({ workspace, q })).flows.map(({ name }) => name);
    expect(await found("_%")).toEqual(["omega_%"]);
    expect((await found("alpha")).sort()).toEqual(["Alpha", "alpha"]);
  });

  it("tells how the last 30 days went, tests apart", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const { id: flowId } = await create(
      owner,
      "Sometimes",
      definition([step("a", { action_id: "create_task", config: { title: "{{trigger.title}}" } })]),
    );
    await owner.caller.flows.activate({ workspace, flowId });
    const started: string[] = [];
    for (const payload of [{ title: "x" }, { title: "y" }, {}]) {
      const { runs } = await send(owner.workspace.id, "customer.created", payload);
      started.push(...runs.map(({ id }) => id));
    }
    for (const id of started) await drive(id);
    const test = await owner.caller.flows.testRun({ workspace, flowId, payload: {} });
    await drive(test.runId);
    const { flows } = await owner.caller.flows.list({ workspace, status: ["active"] });
    expect(flows).toMatchObject([
      {
        id: flowId,
        steps: 1,
        version: 1,
        hasUnpublishedChanges: false,
        recent: { runs: 3, completed: 2, failed: 1, successRate: 2 / 3, milliTokens: 1_500 },
        lastRun: { id: test.runId, status: "failed" },
      },
    ]);
  });
});
