import { describe, expect, it } from "vitest";
import { newPerson } from "../fixtures/people";

const log = (id: string, message: string, more: object = {}) => ({
  ...{ id, type: "action" as const, action_id: "log", name: `Step ${id}` },
  config: { message },
  ...more,
});

async function workspaceWithFlows() {
  const owner = await newPerson();
  const workspace = owner.workspace.slug;
  const create = async (name: string, steps: object[]) => {
    const definition = { trigger: { type: "event", event_types: ["customer.created"] }, steps };
    return (await owner.caller.flows.import({ workspace, document: { name, definition } })).id;
  };
  return { owner, workspace, create, caller: owner.caller };
}

describe("references across flows", () => {
  it("are found in drafts and in what runs, with step and field", async () => {
    const { workspace, create, caller } = await workspaceWithFlows();
    const one = await create("One", [log("a", "To {{ trigger.location.city }}"), log("b", "plain location")]);
    const two = await create("Two", [log("a", "Hello {{name}}")]);
    await create("Three", [log("a", "Hello {{name}}")]);
    await caller.flows.publish({ workspace, flowId: two });
    const { draft, draftRevision: revision } = await caller.flows.get({ workspace, flowId: two });
    await caller.flows.saveDraft({
      ...{ workspace, flowId: two, revision, clientId: "client-of-ada" },
      definition: { ...draft, steps: [log("a", "From {{location.country}}")] },
    });
    const found = await caller.flows.references({ workspace, kind: "field", value: "location" });
    expect(found).toMatchObject({ flows: 2, more: false });
    expect(found.references).toMatchObject([
      {
        flowId: two,
        flowName: "Two",
        stepTitle: "Step a",
        where: "draft",
        text: "From {{location.country}}",
      },
      { flowId: one, stepId: "a", field: "config.message", where: "draft", value: "location.city" },
    ]);
    const names = await caller.flows.references({ workspace, kind: "field", value: "name" });
    expect(names.references.map(({ flowName, where }) => `${flowName} ${where}`)).toEqual([
      "Two published",
      "Three draft",
    ]);
  });

  it("of a template and a sub-flow are found by every name, and counted", async () => {
    const { workspace, create, caller } = await workspaceWithFlows();
    const target = await create("Target", [log("a", "Hello")]);
    const email = {
      id: "mail",
      type: "action",
      action_id: "send_email",
      config: { to: "a@example.com", template: "Welcome Email" },
    };
    const caller1 = await create("Caller", [email, { id: "run", type: "sub_flow", flow_id: target }]);
    expect(
      (
        await caller.flows.references({
          workspace,
          kind: "template",
          value: "welcome_email",
          also: ["welcome email"],
        })
      ).references,
    ).toMatchObject([{ flowId: caller1, stepId: "mail", field: "config.template" }]);
    expect(
      (await caller.flows.references({ workspace, kind: "flow", value: target })).references,
    ).toMatchObject([{ flowId: caller1, stepId: "run" }]);
    expect(await caller.flows.usage({ workspace, kind: "template" })).toEqual([
      { value: "Welcome Email", flowIds: [caller1] },
    ]);
    await caller.flows.archive({ workspace, flowId: caller1 });
    expect(await caller.flows.usage({ workspace, kind: "template" })).toEqual([]);
  });
});
