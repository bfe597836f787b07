/** Runs with long loops as the API shows them: cut with a mark, and read on page by page. */
import { beforeAll, describe, expect, test } from "vitest";
import * as iterationsRoute from "@/app/api/v1/runs/[id]/loops/[step_id]/iterations/route";
import * as runRoute from "@/app/api/v1/runs/[id]/route";
import * as stepsRoute from "@/app/api/v1/runs/[id]/steps/route";
import { drive, publish, send } from "../integration/support/engine";
import { makeLoopRun } from "../integration/support/loop-run";
import { newDemoLike } from "./support/demo-like";
import { call, fieldsOf, type Handlers, type KeyHolder } from "./support/rest";

let holder: KeyHolder;
beforeAll(async () => {
  holder = await newDemoLike();
});

const get = (route: Handlers, path: string, params: Record<string, string>) =>
  call(route, { method: "GET", path, params, headers: holder.bearer });
const readRun = (id: string) => get(runRoute, `/api/v1/runs/${id}`, { id });
const steps = (id: string, query = "") => get(stepsRoute, `/api/v1/runs/${id}/steps${query}`, { id });
const items = (id: string, query = "", step_id = "each") =>
  get(iterationsRoute, `/api/v1/runs/${id}/loops/${step_id}/iterations${query}`, { id, step_id });
const listOf = (value: unknown) => (Array.isArray(value) ? value : []);
const makeRun = (loop: Parameters<typeof makeLoopRun>[1]) => makeLoopRun(holder.person.workspace.id, loop);

describe("a run with a long loop", () => {
  test("is cut after 500 steps, says so, and goes on at steps_url until each step came once", async () => {
    const { runId } = await makeRun({ items: 300, failEvery: 50, over: true });
    const { body } = await readRun(runId);
    expect(body).toMatchObject({
      ...{ execution_log_cut: true, steps_total: 601 },
      loops: [{ step_id: "each", path: "", total: 300, begun: 300, succeeded: 294, failed: 6, open: 0 }],
    });
    const seen = listOf(body.execution_log);
    expect(seen).toHaveLength(500);
    expect(Object.keys(Object(body.execution_results))).toContain("mail[1]");
    let url = new URL(String(body.steps_url), "http://localhost");
    for (let page = 0; page < 5; page++) {
      const answer = await steps(runId, `${url.search}&limit=40`);
      expect(answer.status).toBe(200);
      seen.push(...listOf(answer.body.steps));
      if (answer.body.next_cursor === null) break;
      url = new URL(`?cursor=${answer.body.next_cursor}`, url);
    }
    expect(seen).toHaveLength(601);
    expect(new Set(seen.map(({ step_id, path }) => `${step_id} ${path}`)).size).toBe(601);
  });

  test("is whole up to 500 steps", async () => {
    const { runId } = await makeRun({ items: 200 });
    const { body } = await readRun(runId);
    expect(body).toMatchObject({ execution_log_cut: false, steps_url: `/api/v1/runs/${runId}/steps` });
    expect(listOf(body.execution_log)).toHaveLength(401);
  });
});

describe("the items of a loop", () => {
  test("come page by page, from any item on", async () => {
    const { runId } = await makeRun({ items: 100, begun: 80, open: 2 });
    const first = await items(runId, "?from=30&limit=40");
    expect(first.body).toMatchObject({ loop: { total: 100, begun: 80, open: 2 } });
    expect(listOf(first.body.iterations)[0]).toMatchObject({
      ...{ index: 30, path: "30", status: "succeeded", item: "Person 30", error_message: null },
    });
    const second = await items(runId, `?limit=40&cursor=${first.body.next_cursor}`);
    expect(listOf(second.body.iterations).map(({ index }) => index)).toEqual([
      70, 71, 72, 73, 74, 75, 76, 77, 78, 79,
    ]);
    expect(second.body.next_cursor).toBeNull();
  });

  test("have the steps of a handler that two loops share", async () => {
    const { workspace } = holder.person;
    const wrong = {
      type: "action",
      action_type: "send_email",
      config: { to: "{{item}}" },
      on_success: "end",
    };
    await publish(workspace.id, {
      name: "Shared handler",
      trigger: { type: "event", event_types: ["list.shared"] },
      steps: [
        { id: "one", type: "for_each", items: "{{trigger.items}}", body: "first", on_success: "two" },
        { ...wrong, id: "first", on_error: "note" },
        { id: "two", type: "for_each", items: "{{trigger.items}}", body: "second" },
        { ...wrong, id: "second", on_error: "note" },
      ],
      error_handlers: [{ id: "note", type: "action", action_type: "log", config: { message: "{{item}}" } }],
    });
    const [run] = (await send(workspace.id, "list.shared", { items: ["nobody", "none"] })).runs;
    const id = run?.id ?? "";
    await drive(id);
    const { body } = await steps(id, "?path=1");
    const found = listOf(body.steps).map(({ step_id, path }) => `${step_id} ${path}`);
    expect(found.sort()).toEqual(["first 1", "note 1@one", "note 1@two", "second 1"]);
    const lane = await steps(id, "?path=1@two");
    expect(listOf(lane.body.steps)).toMatchObject([
      { step_id: "note", path: "1@two", input: { message: "none" } },
    ]);
    for (const [loop, failed] of [
      ["one", "first"],
      ["two", "second"],
    ]) {
      const item = await holder.person.caller.runs.iteration({
        ...{ workspace: workspace.slug, runId: id, stepId: loop ?? "", path: "1" },
      });
      expect(item.steps.map(({ stepId, path }) => [stepId, path])).toEqual([
        [failed, "1"],
        ["note", `1@${loop}`],
      ]);
    }
  });

  test("by what became of them, and each opens to its steps", async () => {
    const { runId } = await makeRun({ items: 90, begun: 80, open: 2, failEvery: 40 });
    const indexes = async (query: string) =>
      listOf((await items(runId, query)).body.iterations).map(({ index }) => index);
    expect(await indexes("?status=failed")).toEqual([0, 40]);
    expect(await indexes("?status=running")).toEqual([78, 79]);
    expect((await steps(runId, "?path=40")).body.steps).toMatchObject([
      { step_id: "mail", path: "40", status: "failed", error: { message: "The address was refused" } },
      { step_id: "note", path: "40", status: "skipped" },
    ]);
    expect(listOf((await steps(runId, "?path=")).body.steps).map(({ step_id }) => step_id)).toEqual(["each"]);
  });

  test("refuse what they cannot answer", async () => {
    const { runId } = await makeRun({ items: 1 });
    expect(fieldsOf(await items(runId, "?status=lost"))).toEqual(["status"]);
    expect(fieldsOf(await items(runId, "?path=x"))).toEqual(["path"]);
    expect(fieldsOf(await items(runId, "?cursor=x"))).toEqual(["cursor"]);
    expect(fieldsOf(await steps(runId, "?cursor=e30"))).toEqual(["cursor"]);
    expect((await items(runId, "", "mail")).status).toBe(404);
  });
});
