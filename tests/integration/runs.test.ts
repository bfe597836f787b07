import { describe, expect, it } from "vitest";
import { publishChange } from "@/server/db/bus";
import { pool } from "@/server/db/pool";
import { PRICES } from "@/server/domain/plans";
import type { RunStep } from "@/server/features/run-steps/data";
import { watchRun, watchRuns } from "@/server/features/runs/service";
import { newPerson, type Person } from "../fixtures/people";
import { drive, publish, send } from "./support/engine";

const log = (id: string, message = "hello") => ({
  id,
  type: "action",
  action_id: "log",
  config: { message },
});
const pause = (seconds: number) => ({ id: "pause", type: "delay", for: { value: seconds, unit: "seconds" } });

async function start(owner: Person, steps: unknown[], payload: Record<string, unknown> = {}) {
  const name = `Flow ${Math.random()}`;
  const type = `test.${Math.random().toString(36).slice(2)}`;
  const { flowId } = await publish(owner.workspace.id, {
    name,
    trigger: { type: "event", event_types: [type] },
    steps,
  });
  const { eventId, runs } = await send(owner.workspace.id, type, payload);
  return { flowId, eventId, runId: runs[0]?.id ?? "", type };
}

/** As a browser does it, with a line that can be cut. */
function watch(owner: Person, runId: string, lastEventId = -1, signal?: AbortSignal) {
  return watchRun(owner.workspace.id, runId, lastEventId, signal);
}

async function collect(items: ReturnType<typeof watch>) {
  const seen = [];
  for (;;) {
    const item = await items.next();
    if (item.done) return seen;
    seen.push(item.value);
  }
}

describe("watching a run", () => {
  it("shows it from its first state to its last, and ends with it", async () => {
    const owner = await newPerson();
    const { runId } = await start(owner, [log("a"), pause(1), log("b")]);
    const items = watch(owner, runId);
    const first = await items.next();
    expect(first.value?.[1]).toMatchObject({ run: { status: "queued" }, steps: [] });
    const rest = collect(items);
    await drive(runId);
    const seen = await rest;
    const last = seen.at(-1);
    expect(last?.[1].run.status).toBe("completed");
    expect(last?.[0]).toBe(String(last?.[1].run.runSeq));
    expect(new Set(seen.flatMap(([, { steps }]) => steps.map(({ stepId }) => stepId)))).toEqual(
      new Set(["a", "pause", "b"]),
    );
  });

  it("loses nothing when the connection breaks anywhere", async () => {
    const owner = await newPerson();
    const steps = [
      ...Array.from({ length: 12 }, (_, index) => log(`s${index}`)),
      pause(1),
      ...Array.from({ length: 12 }, (_, index) => log(`t${index}`)),
    ];
    const { runId } = await start(owner, steps);
    const driving = drive(runId);
    const known = new Map<string, RunStep>();
    let lastId = -1;
    let status = "queued";
    while (status !== "completed") {
      const connection = new AbortController();
      const items = watch(owner, runId, lastId, connection.signal);
      // One item, then the line is cut.
      const { value } = await items.next();
      connection.abort();
      await items.return();
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (!value) break;
      const [id, change] = value;
      lastId = Number(id);
      status = change.run.status;
      for (const step of change.steps) known.set(step.stepId, step);
    }
    await driving;
    const whole = await owner.caller.runs.get({ workspace: owner.workspace.slug, runId });
    expect(whole.run.status).toBe("completed");
    expect([...known.values()].sort(bySeq)).toEqual(whole.steps.sort(bySeq));
    expect(known.size).toBe(25);
  });

  it("begins again from what it had, without what it had", async () => {
    const owner = await newPerson();
    const { runId } = await start(owner, [log("a"), pause(3600), log("b")]);
    await drive(runId, 0);
    const [opened] = (await watch(owner, runId).next()).value ?? [];
    const connection = new AbortController();
    const items = watch(owner, runId, Number(opened), connection.signal);
    expect((await items.next()).value?.[1]).toMatchObject({ run: { status: "waiting" }, steps: [] });
    const next = items.next();
    await owner.caller.runs.cancel({ workspace: owner.workspace.slug, runId });
    expect((await next).value?.[1]).toMatchObject({
      run: { status: "cancelled" },
      steps: [{ stepId: "pause", status: "cancelled" }],
    });
    expect(await items.next()).toMatchObject({ done: true });
  });

  it("is refused for a run that is not there", async () => {
    const owner = await newPerson();
    const items = watch(owner, "019a0000-0000-7000-8000-000000000000");
    await expect(items.next()).rejects.toThrow(/no such run/);
  });

  it("stops listening when the reader leaves", async () => {
    const owner = await newPerson();
    const { runId } = await start(owner, [pause(3600)]);
    const connection = new AbortController();
    const items = watch(owner, runId, -1, connection.signal);
    await items.next();
    const listening = globalThis.batonBus?.listeners.size ?? 0;
    const pending = items.next();
    connection.abort();
    expect((await pending).done).toBe(true);
    expect(globalThis.batonBus?.listeners.size).toBe(listening - 1);
  });
});

describe("the list's doorbell", () => {
  it("rings for runs of this workspace alone", async () => {
    const [owner, other] = [await newPerson(), await newPerson()];
    const connection = new AbortController();
    const items = watchRuns(owner.workspace.id, connection.signal);
    expect(await items.next()).toMatchObject({ value: { runIds: [] } });
    const mine = await start(owner, [log("a")]);
    const theirs = await start(other, [log("a")]);
    const next = items.next();
    publishChange({ workspaceId: other.workspace.id, runId: theirs.runId });
    publishChange({ workspaceId: owner.workspace.id, runId: mine.runId });
    expect(await next).toMatchObject({ value: { runIds: [mine.runId] } });
    connection.abort();
    expect((await items.next()).done).toBe(true);
  });
});

describe("the list of runs", () => {
  it("says what each run was charged, and its list value", async () => {
    const owner = await newPerson();
    const { runId } = await start(owner, [log("done")]);
    await drive(runId);
    const { runs } = await owner.caller.runs.list({ workspace: owner.workspace.slug });
    const { milliTokens, microDollars } = PRICES.workflow_execution;
    expect(runs).toMatchObject([{ id: runId, milliTokens, microDollars }]);
  });

  it("is found by status, flow, date, contact, event and ids", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const ann = await start(owner, [log("a")], { email: "ann@example.com" });
    const bob = await start(owner, [pause(3600)], { email: "bob@example.com" });
    await drive(ann.runId);
    await drive(bob.runId, 0);
    await pool().query("update events set external_id = 'evt_77' where id = $1", [bob.eventId]);
    const found = async (filter: object) =>
      (await owner.caller.runs.list({ workspace, ...filter })).runs.map(({ id }) => id);
    expect(await found({})).toEqual([bob.runId, ann.runId]);
    expect(await found({ status: ["completed", "failed"] })).toEqual([ann.runId]);
    expect(await found({ flowId: bob.flowId })).toEqual([bob.runId]);
    expect(await found({ q: "ANN@example" })).toEqual([ann.runId]);
    expect(await found({ q: bob.type.toUpperCase() })).toEqual([bob.runId]);
    expect(await found({ q: ann.runId })).toEqual([ann.runId]);
    expect(await found({ q: ann.eventId })).toEqual([ann.runId]);
    expect(await found({ q: ann.runId.slice(0, 31).toUpperCase() })).toEqual([ann.runId]);
    expect(await found({ q: ann.eventId.slice(0, 33) })).toEqual([ann.runId]);
    expect(await found({ q: ann.runId.slice(0, 7) })).toEqual([]);
    expect(await found({ q: "evt_77" })).toEqual([bob.runId]);
    expect(await found({ q: "100%" })).toEqual([]);
    const tomorrow = new Date(Date.now() + 86_400_000);
    expect(await found({ since: tomorrow })).toEqual([]);
    expect(await found({ until: tomorrow })).toEqual([bob.runId, ann.runId]);
  });

  it("pages through runs of the same millisecond", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const { flowId, type } = await start(owner, [log("a")]);
    for (let count = 0; count < 6; count++) await send(owner.workspace.id, type, {});
    await pool().query("update flow_executions set created_at = '2026-05-05T10:00:00Z' where flow_id = $1", [
      flowId,
    ]);
    const seen: string[] = [];
    let cursor = null;
    do {
      const page: Awaited<ReturnType<typeof owner.caller.runs.list>> = await owner.caller.runs.list({
        workspace,
        limit: 3,
        cursor,
      });
      seen.push(...page.runs.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toEqual([...seen].sort().reverse());
  });
});

describe("a run's page", () => {
  it("has its event, its version, its steps with their bodies, and what it cost", async () => {
    const owner = await newPerson();
    const long = "x".repeat(5_000);
    const huge = "y".repeat(5_000);
    const { runId, eventId } = await start(
      owner,
      [
        log("a", "Hello {{trigger.name}}"),
        log("b", "{{trigger.long}}"),
        { id: "c", type: "action", action_id: "log", config: { message: "many", data: "{{trigger.many}}" } },
      ],
      { name: "Ann", long, many: Array.from({ length: 20 }, () => huge) },
    );
    await drive(runId);
    const workspace = owner.workspace.slug;
    const { run, event, version, steps, usage } = await owner.caller.runs.get({ workspace, runId });
    expect(run).toMatchObject({ status: "completed", milliTokens: 500 });
    expect(event).toMatchObject({ id: eventId, payload: { name: "Ann", long } });
    expect(version).toMatchObject({
      number: 1,
      isDraft: false,
      definition: { steps: [{ id: "a" }, { id: "b" }, { id: "c" }] },
    });
    expect(usage).toMatchObject([{ kind: "workflow_execution", milliTokens: 500, microDollars: 5_000 }]);
    expect(steps.map(({ stepId }) => stepId)).toEqual(["a", "b", "c"]);
    expect(steps[0]).toMatchObject({ output: { message: "Hello Ann" }, outputOmitted: false });
    expect(steps[1]).toMatchObject({ output: { message: long }, outputOmitted: false });
    expect(steps[2]).toMatchObject({ output: null, outputOmitted: true });
    const { output } = await owner.caller.runs.stepData({ workspace, runId, stepId: "c" });
    expect(output).toMatchObject({ data: expect.arrayContaining([huge]) });
  });

  it("shows every attempt of a step that was tried again", async () => {
    const owner = await newPerson();
    const failing = {
      id: "call",
      type: "action",
      action_id: "http_request",
      retry_count: 1,
      retry_delay: 10,
      config: { url: "http://127.0.0.1:9/" },
    };
    const { runId } = await start(owner, [failing]);
    await drive(runId);
    const { run, steps } = await owner.caller.runs.get({ workspace: owner.workspace.slug, runId });
    expect(run).toMatchObject({ status: "failed", failedStepId: "call" });
    expect(steps[0]?.attempts.length).toBe(steps[0]?.attempt);
    expect(steps[0]?.attempts[0]).toMatchObject({
      attempt: 1,
      error: { code: expect.any(String), message: expect.any(String) },
    });
  });

  it("is cancelled and retried by members, with a line in the audit log", async () => {
    const owner = await newPerson();
    const { caller } = owner;
    const workspace = owner.workspace.slug;
    const { runId } = await start(owner, [pause(3600), log("a")]);
    await drive(runId, 0);
    await caller.runs.cancel({ workspace, runId });
    await expect(caller.runs.cancel({ workspace, runId })).rejects.toThrow(/already over/);
    const retried = await caller.runs.retry({ workspace, runId, from: "start" });
    expect((await caller.runs.get({ workspace, runId: retried.runId })).run).toMatchObject({
      origin: "replay",
      replayOf: runId,
    });
    const { entries } = await caller.audit.list({ workspace, filter: { targetType: "run" } });
    expect(entries.map(({ action }) => action)).toEqual(["run.retried", "run.cancelled"]);
  });
});

const bySeq = (a: RunStep, b: RunStep) => a.runSeq - b.runSeq || a.stepId.localeCompare(b.stepId);
