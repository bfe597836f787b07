import { describe, expect, it } from "vitest";
import type { Catalogue } from "@/server/domain/catalogue";
import type { FlowDefinition } from "@/server/domain/flow";
import { lint } from "@/server/domain/lint";
import { validate } from "@/server/domain/validate";
import { flow } from "@/tests/fixtures/flow-drawing";

const catalogue: Catalogue = {
  actions: [
    {
      ...{ key: "lookup", title: "Look up", plugins: [], required: [], aliases: {} },
      outputs: ["score", "segment"],
    },
  ],
  members: [{ id: "u1", name: "Ada Lovelace", email: "ada@example.com" }],
  tags: ["vip"],
  pools: [{ id: "p1", name: "Sales" }],
};

const advice = (definition: FlowDefinition, known: Catalogue | null = catalogue) =>
  lint(definition, known).map(({ stepId, field, message }) => `${stepId} ${field}: ${message}`);
const action = (action_id: string, config: Record<string, unknown>, more = {}) => ({
  ...{ type: "action", action_id, config },
  ...more,
});
const sends = (config: Record<string, unknown>, more = {}) =>
  action("send_sms", { to: "+1", ...config }, more);

describe("the linter", () => {
  it("says nothing about a flow that is well", () => {
    const definition = flow("trigger -> sms -> wait -> task", {
      sms: sends({
        message: "Hi {{contact.name | default: 'there'}}, reply STOP to opt out",
        purpose: "marketing",
      }),
      task: action("create_task", { title: "Call {{trigger.email}}", assignee: "ada@example.com" }),
    });
    expect(advice(definition)).toEqual([]);
    expect(lint(definition).every(({ severity }) => severity === "advice")).toBe(true);
  });

  it("knows who, which tag and which pool is not there any more", () => {
    const definition = flow("trigger -> a -> b -> c -> d -> e", {
      a: action("create_task", { title: "x", assignee: "adda@example.com" }),
      b: action("assign_owner", { pool: "Sale" }),
      c: action("remove_tag", { tags: "vip, gone" }),
      d: action("add_tag", { tags: "new" }),
      e: action("find_contacts", { tag: "new", owner: "{{contact.owner_id}}" }),
    });
    expect(advice(definition)).toEqual([
      "a config.assignee: “adda@example.com” is no member of this workspace (any more). Did you mean “ada@example.com”? Choose somebody else.",
      "b config.pool: There is no owner pool “Sale” (any more). Did you mean “Sales”?",
      "c config.tags: Nobody has the tag “gone”, and this flow gives it to nobody.",
    ]);
    expect(advice(definition, null)).toEqual([]);
    const plugin = { a: action("create_task", { assignee: "nobody" }, { plugin_id: "crm" }) };
    expect(advice(flow("trigger -> a", plugin))).toEqual([]);
  });

  it("knows fields that nothing brings", () => {
    const definition = flow("trigger -> a -> b -> if -yes-> c", {
      a: action("lookup", { who: "{{trigger.emial}}" }),
      b: action("log", { message: "{{steps.a.output.scor}} {{segment}} {{nothing}} {{contact.anything}}" }),
      if: { condition: { field: "trigger.kindd", operator: "equals", value: "lead" } },
    });
    expect(advice(definition)).toEqual([
      expect.stringContaining(
        "a config.who: “customer.created” is not known to bring “emial”. Did you mean “email”?",
      ),
      expect.stringContaining("b config.message: “a” is not known to put out “scor”. Did you mean “score”?"),
      expect.stringContaining("b config.message: “customer.created” is not known to bring “nothing”."),
      expect.stringContaining("if condition.field: “customer.created” is not known to bring “kindd”."),
    ]);
    const anything = {
      flow: { trigger: { type: "webhook" } },
      a: action("log", { message: "{{whatever}}" }),
    };
    expect(advice(flow("trigger -> a", anything))).toEqual([]);
    const more = { ...catalogue, eventFields: { "customer.created": ["emial", "nothing", "kindd"] } };
    expect(advice(definition, more)).toHaveLength(1);
  });

  it("knows texts that may have a gap", () => {
    const gap = (message: string, changes = {}) =>
      advice(flow("trigger -> sms", { sms: sends({ message }), ...changes }));
    expect(gap("Hi {{contact.name}}, {{contact.locale}}")).toEqual([
      expect.stringContaining("sms config.message: “contact.name” (and 1 more) may be empty"),
    ]);
    expect(gap("Hi {{trigger.name}}")[0]).toContain('{{ trigger.name | default: "there" }}');
    expect(gap("Hi {{contact.name | default: 'you'}}")).toEqual([]);
    expect(gap("You are a {{trigger.kind}}")).toEqual([]);
    expect(gap("{{contact.name}}")).toEqual([]);
    // Who asked before knows that it is there.
    const asked = flow("trigger -> if -yes-> sms", {
      if: { condition: { field: "contact.name", operator: "exists" } },
      sms: sends({ message: "Hi {{contact.name}}" }),
    });
    expect(advice(asked)).toEqual([]);
  });

  it("asks for a way out of a sequence", () => {
    const changes = {
      sms: sends({ message: "One" }),
      email: action("send_email", { to: "a@b.c", body: "Two" }),
    };
    const sequence = (more = {}) => advice(flow("trigger -> sms -> wait -> email", { ...changes, ...more }));
    expect(sequence()).toEqual([
      expect.stringContaining("null settings.exit_conditions: This flow writes to people again"),
    ]);
    const settings = { exit_conditions: [{ event_types: ["payment.received"] }] };
    expect(sequence({ flow: { settings } })).toEqual([]);
    expect(sequence({ flow: { settings: { stop_on_reply: true } } })).toEqual([]);
    expect(advice(flow("trigger -> sms -> email", changes))).toEqual([]);
    expect(sequence({ sms: sends({ message: "One", purpose: "transactional" }) })).toEqual([]);
  });

  it("asks marketing how to stop it", () => {
    const marketing = (message: string) =>
      advice(flow("trigger -> sms", { sms: sends({ message, purpose: "marketing" }) }));
    expect(marketing("Buy now")).toEqual([expect.stringContaining("does not say how to stop it")]);
    expect(marketing("Buy now. Reply STOP to opt out")).toEqual([]);
    expect(marketing("Buy now: {{unsubscribe_url}}")).toEqual([]);
    const html = (text: string) =>
      advice(
        flow("trigger -> email", {
          email: action("send_email", { to: "a@b.c", purpose: "marketing", html: text }),
        }),
      );
    expect(html("<html><body>Buy</body></html>")).toEqual([
      expect.stringContaining("no link to unsubscribe"),
    ]);
    expect(html("<html>{{unsubscribe_url}}</html>")).toEqual([]);
    expect(html("<p>Buy</p>")).toEqual([]);
  });

  it("knows branches that are never taken", () => {
    const same = { field: "trigger.kind", operator: "equals", value: "lead" };
    expect(
      advice(
        flow("trigger -> if -yes-> sms -> if2 -yes-> task", {
          if: { condition: same },
          if2: { condition: same },
        }),
      ),
    ).toEqual([
      expect.stringContaining("if2 condition: “if” has asked the same before: “no” is never taken here."),
    ]);
    // A contact may have changed in between.
    const changes = { ...same, field: "contact.kind" };
    expect(
      advice(
        flow("trigger -> if -yes-> sms -> if2 -yes-> task", {
          if: { condition: changes },
          if2: { condition: changes },
        }),
      ),
    ).toEqual([]);
    const twice = flow("trigger -> pick -gold-> sms; pick -silver-> email");
    expect(
      advice(twice).some((line) => line.includes("cases.1.condition: “case 2” asks the same as “case 1”")),
    ).toBe(true);
    const never = { and: [same, { ...same, value: "customer" }] };
    expect(advice(flow("trigger -> if -yes-> sms", { if: { condition: never } }))).toEqual([
      expect.stringContaining("cannot both be: “yes” is never taken"),
    ]);
    expect(
      advice(flow("trigger -> hear -> sms; hear -timeout-> task", { hear: { timeout: undefined } })),
    ).toEqual([expect.stringContaining("hear on_timeout: “hear” has no time limit")]);
  });

  it("knows error branches of what cannot fail", () => {
    const logs = flow("trigger -> a -error-> !page", { a: action("log", { message: "Hello" }) });
    expect(advice(logs)).toEqual([
      expect.stringContaining("a on_error: “a” cannot fail"),
      expect.stringContaining("page : No step can fail into “page”"),
    ]);
    const rendered = { a: action("log", { message: "{{trigger.email}}" }) };
    expect(advice(flow("trigger -> a -error-> !page", rendered))).toEqual([]);
    expect(advice(flow("trigger -> wait -> set; !page"))).toEqual([
      expect.stringContaining("No step can fail into"),
    ]);
  });

  it("never says what validate refuses, and refuses nothing itself", () => {
    const definition = flow("trigger -> a -error-> !page", { a: action("log", { message: "Hello" }) });
    expect(validate(definition, catalogue).filter(({ severity }) => severity === "structure")).toEqual([]);
  });
});
