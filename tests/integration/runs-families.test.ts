/** Runs that started others: what each page says of the other, live, and how the list tells them apart. */
import { describe, expect, test } from "vitest";
import { watchRun } from "@/server/features/runs/service";
import { newPerson, type Person } from "../fixtures/people";
import { drive, publish, send } from "./support/engine";

const log = { id: "log", type: "action", action_id: "log", config: { message: "Hello" } };
const pause = { id: "pause", type: "delay", for: { value: 1, unit: "hours" } };

/** A run whose step waits for a run of another flow, which sleeps. */
async function makeFamily(owner: Person) {
  const workspaceId = owner.workspace.id;
  const child = await publish(workspaceId, {
    ...{ name: "Deliver", trigger: { type: "manual" }, steps: [pause, log] },
  });
  const type = `test.${child.flowId}`;
  await publish(workspaceId, {
    ...{ name: "Order", trigger: { type: "event", event_types: [type] } },
    steps: [{ id: "deliver", name: "Deliver it", type: "sub_flow", flow_id: child.flowId, input: {} }],
  });
  const { runs } = await send(workspaceId, type, {});
  const runId = runs[0]?.id ?? "";
  await drive(runId, 0);
  const workspace = owner.workspace.slug;
  const { subRuns } = await owner.caller.runs.get({ workspace, runId });
  const childId = subRuns[0]?.id ?? "";
  await drive(childId, 0);
  return { workspace, runId, childId, subRuns };
}

describe("a run that waits for another", () => {
  test("names it at its step, and the other names the step that started it", async () => {
    const owner = await newPerson();
    const { workspace, runId, childId, subRuns } = await makeFamily(owner);
    expect(subRuns).toEqual([
      {
        ...{ id: childId, stepId: "deliver", path: "", flowName: "Deliver" },
        ...{ status: "queued", reason: null, milliTokens: 0 },
      },
    ]);
    const child = await owner.caller.runs.get({ workspace, runId: childId });
    expect(child.run).toMatchObject({ origin: "sub_flow", parentRunId: runId, parentStepId: "deliver" });
    expect(child.parent).toEqual({ id: runId, flowName: "Order", stepId: "deliver", stepName: "Deliver it" });
    expect((await owner.caller.runs.get({ workspace, runId })).parent).toBeNull();
  });

  test("is told when the other changes", async () => {
    const owner = await newPerson();
    const { workspace, runId, childId } = await makeFamily(owner);
    const connection = new AbortController();
    const items = watchRun(owner.workspace.id, runId, -1, connection.signal);
    expect((await items.next()).value?.[1].subRuns).toMatchObject([{ status: "waiting" }]);
    const next = items.next();
    await owner.caller.runs.cancel({ workspace, runId: childId });
    expect((await next).value?.[1].subRuns).toMatchObject([{ id: childId, status: "cancelled" }]);
    connection.abort();
    await items.return();
  });

  test("says how many runs are cancelled with it, and they are", async () => {
    const owner = await newPerson();
    const { workspace, runId, childId } = await makeFamily(owner);
    expect(await owner.caller.runs.openSubRuns({ workspace, runId })).toBe(1);
    expect(await owner.caller.runs.openSubRuns({ workspace, runId: childId })).toBe(0);
    await owner.caller.runs.cancel({ workspace, runId });
    expect(await owner.caller.runs.openSubRuns({ workspace, runId })).toBe(0);
    expect((await owner.caller.runs.get({ workspace, runId: childId })).run).toMatchObject({
      ...{ status: "cancelled", reason: "parent_ended" },
    });
  });
});

test("runs are found by what started them", async () => {
  const owner = await newPerson();
  const { workspace, runId, childId } = await makeFamily(owner);
  const found = async (origin: ("event" | "sub_flow" | "manual")[]) =>
    (await owner.caller.runs.list({ workspace, origin })).runs.map(({ id }) => id);
  expect(await found(["sub_flow"])).toEqual([childId]);
  expect(await found(["event"])).toEqual([runId]);
  expect(await found(["event", "sub_flow"])).toEqual([childId, runId]);
  expect(await found(["manual"])).toEqual([]);
});
