import { describe, expect, it } from "vitest";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { flowInputProblem, flowInputSchema } from "@/server/domain/flow-input";
import { exportFlow, importFlow } from "@/server/domain/import-flow";
import { validate } from "@/server/domain/validate";

const declared = flowInputSchema.parse({
  email: { type: "text", words: "whom to write to" },
  amount: { type: "number", required: false },
  tags: { type: "list", required: false },
});

describe("the input of a flow", () => {
  it.each([
    [{ email: "a@b.c" }, null],
    [{ email: "a@b.c", amount: 0, tags: [], other: 1 }, null],
    [{ email: "a@b.c", amount: null }, null],
    [{}, "“email” (whom to write to) is needed and was not given."],
    [{ email: "" }, "“email” (whom to write to) is needed and was not given."],
    [{ email: "a@b.c", amount: "7" }, "“amount” has to be a number, and is a text."],
    [{ email: "a@b.c", tags: {} }, "“tags” has to be a list, and is an object."],
    [{ email: true }, "“email” (whom to write to) has to be a text, and is true or false."],
  ])("%j", (given, message) => {
    expect(flowInputProblem(declared, given)?.message ?? null).toBe(message);
  });

  it("is looked at when a flow that calls it is checked; what only a run knows is left to the run", () => {
    const problems = (input: Record<string, unknown>) =>
      validate(
        flowDefinitionSchema.parse({
          trigger: { type: "manual" },
          steps: [{ id: "call", type: "sub_flow", flow_id: "child", input }],
        }),
        { actions: [], flows: ["child"], flowInputs: { child: declared } },
      );
    expect(problems({ email: "{{trigger.email}}", amount: "{{trigger.amount}}" })).toEqual([]);
    expect(problems({ email: "{{trigger.email}}", amount: "7" })).toEqual([
      {
        severity: "catalogue",
        stepId: "call",
        field: "input.amount",
        message: "Input “amount” has to be a number, and is a text.",
      },
    ]);
    expect(problems({})).toMatchObject([{ field: "input.email" }]);
  });

  it("and what a flow gives back are exported and imported as they are", () => {
    const document = {
      ...{ name: "Child", description: "" },
      trigger: { type: "manual", input: { email: { type: "text", required: true, words: "" } } },
      steps: [{ id: "give", type: "end", output: { id: "{{trigger.email}}" } }],
    };
    const imported = importFlow(document);
    if (!imported.ok) throw new Error(JSON.stringify(imported.problems));
    const again = importFlow(exportFlow(imported.flow));
    expect(again).toEqual(imported);
    expect(imported.flow.definition).toMatchObject({ trigger: document.trigger, steps: document.steps });
  });
});
