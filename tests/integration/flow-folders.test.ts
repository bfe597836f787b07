import { describe, expect, it } from "vitest";
import { newPerson } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";

async function threeFlows() {
  const owner = await newPerson();
  const workspace = owner.workspace.slug;
  const ids = [];
  for (const name of ["One", "Two", "Three"])
    ids.push(
      (await owner.caller.flows.create({ workspace, name, folder: name === "One" ? " Sales /Welcome" : "" }))
        .id,
    );
  const [one = "", two = "", three = ""] = ids;
  const found = async (filter: object) =>
    (await owner.caller.flows.list({ workspace, sort: "name", ...filter })).flows.map(({ name }) => name);
  return { owner, workspace, one, two, three, found, caller: owner.caller };
}

describe("folders and tags of flows", () => {
  it("are given to many at once, found by, counted, and in the audit log", async () => {
    const { workspace, caller, one, two, three, found } = await threeFlows();
    const { before } = await caller.flows.organize({
      ...{ workspace, flowIds: [two, three], folder: "Sales", addTags: ["vip", "Europe"] },
    });
    expect(before).toEqual([
      { id: two, folder: "", tags: [] },
      { id: three, folder: "", tags: [] },
    ]);
    await caller.flows.organize({ workspace, flowIds: [three], removeTags: ["VIP"] });
    expect(await found({ folder: "Sales" })).toEqual(["One", "Three", "Two"]);
    expect(await found({ folder: "Sales/Welcome" })).toEqual(["One"]);
    expect(await found({ folder: "Sal" })).toEqual([]);
    expect(await found({ tags: ["Europe"] })).toEqual(["Three", "Two"]);
    expect(await found({ tags: ["Europe", "vip"] })).toEqual(["Two"]);
    expect(await caller.flows.places({ workspace })).toEqual({
      folders: [
        { path: "Sales", flows: 2 },
        { path: "Sales/Welcome", flows: 1 },
      ],
      tags: [
        { tag: "Europe", flows: 2 },
        { tag: "vip", flows: 1 },
      ],
    });
    await caller.flows.archive({ workspace, flowId: one });
    expect((await caller.flows.places({ workspace })).folders).toEqual([{ path: "Sales", flows: 2 }]);
    const { entries } = await caller.audit.list({ workspace, filter: { targetType: "flow" } });
    const actions = entries.map(({ action, targetName }) => `${action} ${targetName}`);
    expect(actions.filter((line) => /moved|tagged/.test(line)).sort()).toEqual([
      "flow.moved Three",
      "flow.moved Two",
      "flow.tagged Three",
      "flow.tagged Three",
      "flow.tagged Two",
    ]);
  });

  it("go with a copy, and stay when nothing is said of them", async () => {
    const { workspace, caller, two } = await threeFlows();
    await caller.flows.organize({ workspace, flowIds: [two], folder: "Sales", addTags: ["vip"] });
    await caller.flows.organize({ workspace, flowIds: [two], addTags: ["VIP"] });
    const copy = await caller.flows.duplicate({ workspace, flowId: two });
    expect(await caller.flows.get({ workspace, flowId: copy.id })).toMatchObject({
      folder: "Sales",
      tags: ["vip"],
    });
  });

  it("are given to all or to none", async () => {
    const { workspace, caller, two, found } = await threeFlows();
    const other = await threeFlows();
    const both = { workspace, flowIds: [two, other.two], folder: "Taken" };
    expect(await refusalOf(caller.flows.organize(both))).toMatchObject({ code: "not_found" });
    expect(await found({ folder: "Taken" })).toEqual([]);
    const many = Array.from({ length: 20 }, (_, index) => `tag ${index}`);
    await caller.flows.organize({ workspace, flowIds: [two], addTags: many });
    expect(
      await refusalOf(caller.flows.organize({ workspace, flowIds: [two], addTags: ["another"] })),
    ).toMatchObject({
      code: "invalid",
      message: expect.stringMatching(/“Two” would have more than 20 tags/),
    });
  });
});

describe("versions of a flow", () => {
  it("are listed with notes and authors, and opened one by one", async () => {
    const { workspace, caller, one } = await threeFlows();
    const step = (message: string) => ({
      ...{ id: "greet", type: "action" as const, action_id: "log", config: { message } },
    });
    for (const [index, note] of ["first", "second"].entries()) {
      await caller.flows.saveDraft({
        ...{ workspace, flowId: one, revision: index + 1, clientId: "client-of-ada" },
        definition: { trigger: { type: "manual" }, steps: [step(note)] },
      });
      await caller.flows.publish({ workspace, flowId: one, note });
    }
    await caller.flows.testRun({ workspace, flowId: one, draft: true });
    expect(await caller.flowVersions.list({ workspace, flowId: one })).toMatchObject({
      versions: [
        { number: 2, note: "second", publishedBy: "Ada Lovelace", steps: 1 },
        { number: 1, note: "first" },
      ],
      nextCursor: null,
    });
    expect(await caller.flowVersions.get({ workspace, flowId: one, number: 1 })).toMatchObject({
      note: "first",
      definition: { steps: [step("first")] },
    });
    expect(await refusalOf(caller.flowVersions.get({ workspace, flowId: one, number: 7 }))).toMatchObject({
      code: "not_found",
    });
  });

  it("leave as a document without secrets, and come back as another flow", async () => {
    const { workspace, caller, one } = await threeFlows();
    const headers = { Authorization: "Bearer abcdefghijklmnopqrstuvwxyz" };
    const config = { url: "https://example.com", method: "POST", headers };
    await caller.flows.saveDraft({
      ...{ workspace, flowId: one, revision: 1, clientId: "client-of-ada" },
      definition: {
        trigger: { type: "manual" },
        steps: [{ id: "call", type: "action", action_id: "http_request", config }],
      },
    });
    const { document, secrets } = await caller.flows.export({ workspace, flowId: one });
    expect(JSON.stringify(document)).not.toContain("abcdefghijkl");
    expect(secrets).toEqual([{ stepId: "call", field: "config.headers.Authorization" }]);
    const { id } = await caller.flows.import({ workspace, document: { ...document, name: "Back" } });
    expect(await caller.flows.get({ workspace, flowId: id })).toMatchObject({
      name: "Back",
      draft: document.definition,
    });
  });
});
