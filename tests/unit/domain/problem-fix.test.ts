import { describe, expect, test } from "vitest";
import type { Catalogue } from "@/server/domain/catalogue";
import { applyEdit } from "@/server/domain/edit";
import type { FlowDefinition } from "@/server/domain/flow";
import { lint } from "@/server/domain/lint";
import { validate } from "@/server/domain/validate";
import { flow } from "@/tests/fixtures/flow-drawing";

const known = (key: string, more: Partial<Catalogue["actions"][number]> = {}) => ({
  ...{ key, title: key, plugins: [], required: [], aliases: {} },
  ...more,
});
const catalogue: Catalogue = {
  actions: [
    ...["a", "b", "log", "send_sms", "send_email", "create_task", "remove_tag", "assign_owner"].map((key) =>
      known(key),
    ),
    known("lookup", { outputs: ["score", "segment"], fields: ["who", "limit"] }),
    known("post", { needsConnection: "Slack", connectable: [{ id: "conn_1", name: "Our Slack" }] }),
  ],
  messageTemplates: ["welcome_email"],
  connections: ["conn_1"],
  flows: ["nurture"],
  members: [{ id: "u1", name: "Ada Lovelace", email: "ada@example.com" }],
  tags: ["vip", "trial"],
  pools: [{ id: "p1", name: "Sales" }],
};
const action = (action_id: string, config: Record<string, unknown>, more = {}) => ({
  ...{ type: "action", action_id, config },
  ...more,
});
const problemsOf = (definition: FlowDefinition) => [
  ...validate(definition, catalogue),
  ...lint(definition, catalogue),
];
const step = ({ steps, error_handlers }: FlowDefinition, id: string) =>
  [...steps, ...error_handlers].find((one) => one.id === id);

/** Takes the way out of this label; the problem must be gone, and no other in its place. */
function fixed(definition: FlowDefinition, label: string): FlowDefinition {
  const before = problemsOf(definition);
  const problem = before.find(({ fix }) => fix?.label === label);
  expect(
    problem,
    `${label} among ${JSON.stringify(before.map(({ fix, message }) => [message, fix?.label]))}`,
  ).toBeDefined();
  const after = (problem?.fix?.edits ?? []).reduce(applyEdit, definition);
  const left = problemsOf(after).map(({ message }) => message);
  expect(left).not.toContain(problem?.message);
  expect(left.filter((message) => !before.some((one) => one.message === message))).toEqual([]);
  return after;
}

describe("a way out", () => {
  test("of a way to nowhere is the step that was meant, or the end", () => {
    const misspelt = flow("trigger -> a -> b", { a: { on_success: "bb" } });
    expect(step(fixed(misspelt, "Use “b”"), "a")).toMatchObject({ on_success: "b" });
    const nowhere = flow("trigger -> a -> b", { a: { on_error: "somewhere_else" } });
    expect(step(fixed(nowhere, "End this way"), "a")).not.toHaveProperty("on_error");
  });

  test("of a wait that is too long is the longest", () => {
    const definition = flow("trigger -> wait -> a", { wait: { for: { value: 200, unit: "days" } } });
    expect(step(fixed(definition, "Wait 90 days"), "wait")).toMatchObject({
      for: { value: 90, unit: "days" },
    });
  });

  test("of a misspelt reference is the right one, in its place alone", () => {
    const definition = flow("trigger -> look -> b", {
      look: action("lookup", { who: "emial of {{trigger.emial}} and {{ trigger.emial_2 }}" }),
      b: action("log", {
        message: "{{steps.look.output.scor}} {{steps.loook.output.segment}} {{variables.nme}}",
      }),
      flow: { variables: { name: "x" } },
    });
    const first = fixed(definition, "Use “email”");
    expect(step(first, "look")).toMatchObject({
      config: { who: "emial of {{trigger.email}} and {{ trigger.emial_2 }}" },
    });
    expect(step(fixed(definition, "Use “score”"), "b")).toMatchObject({
      config: { message: expect.stringContaining("{{steps.look.output.score}}") },
    });
    expect(step(fixed(definition, "Use “look”"), "b")).toMatchObject({
      config: { message: expect.stringContaining("{{steps.look.output.segment}}") },
    });
    expect(step(fixed(definition, "Use “name”"), "b")).toMatchObject({
      config: { message: expect.stringContaining("{{variables.name}}") },
    });
  });

  test("of a misspelt field in a question is the right one", () => {
    const definition = flow("trigger -> if -yes-> a", {
      if: { condition: { and: [{ field: "trigger.emial", operator: "exists" }] } },
    });
    expect(step(fixed(definition, "Use “email”"), "if")).toMatchObject({
      condition: { and: [{ field: "trigger.email" }] },
    });
  });

  test("of a variable that is not there is to add it", () => {
    const definition = flow("trigger -> a", { a: action("log", { message: "{{variables.discount}}" }) });
    expect(fixed(definition, "Add the variable “discount”").variables).toEqual({ discount: "" });
  });

  test("of names that are not there are those that were meant", () => {
    const definition = flow("trigger -> a -> b -> c -> d", {
      a: action("create_task", { title: "x", assignee: "adda@example.com" }),
      b: action("remove_tag", { tags: "trial, vpi" }),
      c: action("assign_owner", { pool: "Sale" }),
      d: action("send_email", { to: "a@b.c", template: "welcom_email", purpose: "transactional" }),
    });
    expect(step(fixed(definition, "Use “ada@example.com”"), "a")).toMatchObject({
      config: { assignee: "ada@example.com" },
    });
    expect(step(fixed(definition, "Use “vip”"), "b")).toMatchObject({ config: { tags: "trial, vip" } });
    expect(step(fixed(definition, "Use “Sales”"), "c")).toMatchObject({ config: { pool: "Sales" } });
    expect(step(fixed(definition, "Use “welcome_email”"), "d")).toMatchObject({
      config: { template: "welcome_email" },
    });
  });

  test("of an action, an input and a flow that are not there", () => {
    const definition = flow("trigger -> a -> b -> sub", {
      a: action("lokup", {}),
      b: action("lookup", { whoo: "x", colour: "red" }),
      sub: { type: "sub_flow", flow_id: "nurtur" },
    });
    expect(step(fixed(definition, "Use “lookup”"), "a")).toMatchObject({ action_id: "lookup" });
    expect(step(fixed(definition, "Use “who”"), "b")).toMatchObject({ config: { who: "x", colour: "red" } });
    expect(step(fixed(definition, "Remove “colour”"), "b")).toMatchObject({ config: { whoo: "x" } });
    expect(step(fixed(definition, "Use “nurture”"), "sub")).toMatchObject({ flow_id: "nurture" });
  });

  test("of a missing connection is the only one there is", () => {
    const definition = flow("trigger -> a", { a: action("post", {}) });
    expect(step(fixed(definition, "Use “Our Slack”"), "a")).toMatchObject({ connection_id: "conn_1" });
    const two = {
      ...catalogue,
      actions: [
        known("post", {
          needsConnection: "Slack",
          connectable: [
            { id: "1", name: "One" },
            { id: "2", name: "Two" },
          ],
        }),
      ],
    };
    expect(validate(definition, two).filter(({ fix }) => fix)).toEqual([]);
  });

  test("of ways that are never taken is to take them away", () => {
    const definition = flow("trigger -> a -> pick -one-> b; pick -two-> b", {
      pick: {
        cases: [
          { id: "one", condition: { field: "kind", operator: "equals", value: "x" }, target: "b" },
          { id: "two", condition: { field: "kind", operator: "equals", value: "x" }, target: "b" },
        ],
      },
    });
    expect(step(fixed(definition, "Remove “case 2”"), "pick")).toMatchObject({ cases: [{ id: "one" }] });
    const dead = flow("trigger -> a -> d -> b; d -error-> e", { d: action("log", { message: "plain" }) });
    const label = "Remove the error branch";
    const edits = problemsOf(dead).find(({ fix }) => fix?.label === label)?.fix?.edits ?? [];
    expect(step(edits.reduce(applyEdit, dead), "d")).not.toHaveProperty("on_error");
    expect(edits).toHaveLength(1);
  });

  test("of a sequence without an end, of marketing without a stop, of a gap in a text", () => {
    const marketing = { purpose: "marketing" };
    const definition = flow("trigger -> sms -> wait -> mail", {
      sms: action("send_sms", { to: "+1", message: "Hi {{contact.first_name}}, buy now", ...marketing }),
      mail: action("send_email", { to: "a@b.c", html: "<html><body>Buy</body></html>", ...marketing }),
    });
    expect(fixed(definition, "End it when they write back").settings).toMatchObject({ stop_on_reply: true });
    expect(step(fixed(definition, "Add “Reply STOP to opt out”"), "sms")).toMatchObject({
      config: { message: "Hi {{contact.first_name}}, buy now Reply STOP to opt out." },
    });
    expect(step(fixed(definition, "Put “there” instead"), "sms")).toMatchObject({
      config: { message: 'Hi {{ contact.first_name | default: "there" }}, buy now' },
    });
    expect(step(fixed(definition, "Add a link to unsubscribe"), "mail")).toMatchObject({
      config: { html: '<html><body>Buy<p><a href="{{unsubscribe_url}}">Unsubscribe</a></p></body></html>' },
    });
  });

  test("is offered by nothing that has more than one", () => {
    const definition = flow("trigger -> a -> hear -event-> b; loose -> end", {
      a: action("log", { message: "{{trigger.qqqqqqqqqq}} {{contact.locale}}" }),
      hear: { timeout: undefined },
    });
    const problems = problemsOf(definition);
    expect(problems.length).toBeGreaterThan(2);
    expect(problems.filter(({ fix }) => fix)).toEqual([]);
  });
});
