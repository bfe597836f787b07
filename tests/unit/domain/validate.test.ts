import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Catalogue, catalogueAction } from "@/server/domain/catalogue";
import type { FlowDefinition } from "@/server/domain/flow";
import { importFlow } from "@/server/domain/import-flow";
import { isStructurallySound, validate } from "@/server/domain/validate";
import { flow } from "@/tests/fixtures/flow-drawing";
import { chooser, soundFlow, tape, wildFlow } from "@/tests/fixtures/random-flow";

const action = (key: string, more: Partial<Catalogue["actions"][number]> = {}) => ({
  ...{ key, title: key, plugins: [], required: [], aliases: {} },
  ...more,
});
const catalogue: Catalogue = {
  actions: [
    ...["sms", "email", "task", "log", "page"].map((key) => action(key)),
    action("send_email", {
      title: "Send email",
      required: ["to", "subject"],
      aliases: { recipient: "to" },
      fields: ["to", "subject", "body"],
      outputs: ["message_id"],
    }),
    action("notify", { title: "Notify", required: ["email"], needsConnection: "Slack" }),
    action("archive_message", { title: "Archive message", required: ["message_id"] }),
    action("send_welcome_email", { plugins: ["email-marketing", "0b"], required: ["email"] }),
    action("create_contact", { plugins: ["crm-plugin", "crm"] }),
    action("shared", { plugins: ["one"] }),
    action("shared", { plugins: ["two"] }),
  ],
  connections: ["conn_1"],
  flows: ["nurture"],
};
const complaints = (definition: FlowDefinition, known: Catalogue | null = catalogue) =>
  validate(definition, known).map(
    ({ severity, stepId, field, message }) => `${severity} ${stepId} ${field}: ${message}`,
  );
const structure = (definition: FlowDefinition) =>
  complaints(definition, null).filter((text) => text.startsWith("structure"));

describe("structure", () => {
  it("has nothing against a sound flow", () => {
    let asked = 0;
    fc.assert(
      fc.property(tape, (choices) => {
        const sound = soundFlow(chooser(choices));
        const steps = sound.steps.map((step) => (step.type === "for_each" ? { ...step, limit: 10 } : step));
        const found = complaints({ ...sound, steps }, null);
        // A step that nothing leads to is in no loop, even where it leads into one.
        if (found.some((text) => text.includes("never runs"))) return;
        asked++;
        expect(
          found.filter((text) => text.startsWith("structure") && !text.includes("inside the loops")),
        ).toEqual([]);
      }),
      { numRuns: 600 },
    );
    expect(asked).toBeGreaterThan(50);
  });

  it("never throws over a broken one, and complains about every arrow that cannot be followed", () => {
    let broken = 0;
    fc.assert(
      fc.property(tape, (choices) => {
        if (structure(wildFlow(chooser(choices))).length > 0) broken++;
      }),
      { numRuns: 200 },
    );
    expect(broken).toBeGreaterThan(100);
  });

  it.each([
    ["trigger -> end", {}, "structure null steps: The flow has no step. Add at least one."],
    [
      "trigger -> sms",
      { sms: { on_success: "nowhere", name: "Text" } },
      "structure sms on_success: Step “Text” (sms) leads to “nowhere”, and no step has that id. Choose a step, or “end”.",
    ],
    [
      "trigger -> if -yes-> sms -> if",
      {},
      "structure sms on_success: Step “sms” leads back to “if”: the run would never end. Use a loop (for each), or end here.",
    ],
    [
      "trigger -> if -yes-> each -body-> sms; if -no-> sms",
      {},
      "structure if on_false: Step “if”, “no”, leads into or out of a loop at “sms”. A loop's steps are entered through the loop, and left by ending the item.",
    ],
    [
      "trigger -> sms; task",
      { task: { id: "sms" } },
      "structure sms id: More than one step has the id “sms”. Give each its own.",
    ],
    [
      "trigger -> wait",
      { wait: { for: { value: 91, unit: "days" } } },
      "structure wait for: Step “wait” waits 91 days; 90 days is the limit. Shorten it, or start another flow later.",
    ],
    [
      "trigger -> each1 -body-> each2 -body-> sms",
      {},
      "structure each2 limit: Step “each2” may run 1,000,000 times with the loops around it; 10,000 is the limit. Lower the limits of the loops.",
    ],
    [
      "trigger -> each1 -body-> sms -error-> !log; each1 -> each2 -body-> task -error-> !log",
      {},
      "structure log : The error handler “log” is used inside the loops “each1” and “each2”. Give each loop a handler of its own.",
    ],
    [
      "trigger -> pick -a-> sms; pick -a-> task",
      {},
      "structure pick cases: Step “pick” has two cases with the id “a”. Give each its own.",
    ],
    [
      "trigger -> sms",
      { flow: { trigger: { type: "schedule", cron: "0 9 * * *", timezone: "Mars/Base" } } },
      "structure null trigger.timezone: There is no time zone “Mars/Base”. Write one such as Europe/Berlin.",
    ],
    [
      "trigger -> sms",
      { flow: { trigger: { type: "schedule", cron: "0 24 * * *", timezone: "UTC" } } },
      "structure null trigger.cron: The hour “24” in the schedule “0 24 * * *” is not understood. Hours go from 0 to 23, such as 9, 8-17 or */2.",
    ],
  ])("complains about %s", (drawing, changes, complaint) => {
    const definition = flow(drawing, changes);
    expect(structure(definition)).toEqual([complaint]);
    expect(isStructurallySound(definition)).toBe(false);
  });
});

describe("catalogue", () => {
  const only = (definition: FlowDefinition) =>
    complaints(definition).filter((text) => text.startsWith("catalogue"));

  it.each([
    [
      "trigger -> sms; email",
      {},
      "catalogue email : Nothing leads to this step, so it never runs. Connect or remove it.",
    ],
    [
      "trigger -> sms; !log; !page",
      {},
      "catalogue page : No failing step leads to this error handler, so it never runs. Connect or remove it.",
    ],
    [
      "trigger -> sms",
      { sms: { action_id: "send_emial" } },
      "catalogue sms action_id: There is no action “send_emial”. Did you mean “send_email”? The step will fail into its error branch.",
    ],
    [
      "trigger -> sms",
      { sms: { action_id: "x", plugin_id: "email-marketng" } },
      "catalogue sms plugin_id: The plugin “email-marketng” is not installed here. Did you mean “email-marketing”? The step will fail into its error branch.",
    ],
    [
      "trigger -> sms",
      { sms: { action_id: "shared" } },
      "catalogue sms plugin_id: Several plugins have an action “shared”: one, two. Choose one. The step will fail into its error branch.",
    ],
    [
      "trigger -> sms",
      { sms: { action_id: "send_email", config: { recipient: "a@b.c" } } },
      "catalogue sms config.subject: Send email needs “subject”. It is taken from the run's data if there is a field of that name; better set it here.",
    ],
    [
      "trigger -> sms",
      { sms: { action_id: "send_email", config: { to: "a", subject: "b", boddy: "c" } } },
      "catalogue sms config.boddy: Send email has no input “boddy”. Did you mean “body”?",
    ],
    [
      "trigger -> sms",
      { sms: { action_id: "notify" } },
      "catalogue sms connection_id: Notify needs a connection to Slack. Connect it, and choose the connection here.",
    ],
    [
      "trigger -> sms",
      { sms: { connection_id: "conn_2" } },
      "catalogue sms connection_id: The connection “conn_2” is not in this workspace (any more). Choose another.",
    ],
    [
      "trigger -> sub",
      { sub: { flow_id: "nurtur" } },
      "catalogue sub flow_id: There is no flow “nurtur” here. Did you mean “nurture”?",
    ],
    [
      "trigger -> hear",
      { hear: { timeout: undefined } },
      "catalogue hear timeout: Step “hear” waits without a time limit: if the event never comes, the run never ends. Give it a timeout.",
    ],
    [
      "trigger -> sms",
      { flow: { variables: { minimum: 1 } }, sms: { config: { n: "{{variables.minimun}}" } } },
      "catalogue sms config.n: There is no variable “minimun”. Did you mean “minimum”?",
    ],
    [
      "trigger -> sms -> email",
      { sms: { config: { n: "{{steps.email.output.id}}" } } },
      "catalogue sms config.n: Step “email” cannot have run before this one, so its output is always empty here.",
    ],
    [
      "trigger -> sms",
      { sms: { config: { n: "{{steps.smss.output.id}}" } } },
      "catalogue sms config.n: There is no step “smss”. Did you mean “sms”?",
    ],
    [
      "trigger -> sms",
      { sms: { config: { n: "{{steps.sms.output.id}}" } } },
      "catalogue sms config.n: Step “sms” refers to its own output, which is not there yet.",
    ],
    [
      "trigger -> each -body-> sms; each -> email",
      { email: { config: { n: "{{steps.sms.output.id}}" } } },
      "catalogue email config.n: Step “sms” runs once per item of a loop; its output cannot be read outside of it.",
    ],
    [
      "trigger -> sms",
      { sms: { config: { deep: [{ text: "{{ trigger.name | shout }}" }] } } },
      "catalogue sms config.deep.0.text: “{{ trigger.name | shout }}” cannot be read: undefined filter: shout.",
    ],
    [
      "trigger -> if",
      { if: { condition: { or: [{ field: "email", operator: "matches", value: "(" }] } } },
      "catalogue if condition.or.0.value: “(” is no pattern: missing closing ): `(`.",
    ],
    [
      "trigger -> if -yes-> sms",
      { if: { condition: { field: "steps.sms.output.ok", operator: "exists" } } },
      "catalogue if condition.field: Step “sms” cannot have run before this one, so its output is always empty here.",
    ],
  ])("complains about %s with %j", (drawing, changes, complaint) =>
    expect(only(flow(drawing, changes))).toEqual([complaint]),
  );

  it("knows where inputs that are left out come from: the event, an earlier step, the error", () => {
    expect(only(flow("trigger -> notify", { notify: { connection_id: "conn_1" } }))).toEqual([]);
    const chained = {
      send: { action_id: "send_email", config: { to: "a", subject: "b" } },
      file: { action_id: "archive_message" },
    };
    expect(only(flow("trigger -> send -> file", chained))).toEqual([]);
    expect(only(flow("trigger -> file -> send", chained))).toHaveLength(1);
    expect(
      only(
        flow("trigger -> notify", {
          notify: { connection_id: "conn_1" },
          flow: { trigger: { type: "webhook" } },
        }),
      ),
    ).toHaveLength(1);
  });

  it("says nothing of what it does not know", () => {
    const definition = flow("trigger -> sms", {
      sms: { action_id: "anything", connection_id: "x", config: { a: "{{steps.sms2.output}}" } },
    });
    expect(complaints(definition, null)).toEqual([expect.stringContaining("There is no step “sms2”")]);
  });

  it("is content with the documents of the product's founding, where their plugins are installed", () => {
    for (const name of ["welcome-us-customers", "welcome-new-customer"]) {
      const result = importFlow(JSON.parse(readFileSync(`tests/fixtures/documents/${name}.json`, "utf8")));
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      expect(structure(result.flow.definition)).toEqual([]);
    }
  });

  it("is made from manifests", () => {
    const manifest = {
      ...{ key: "send", title: "Send", required: ["to"], aliases: {}, sampleOutput: { id: "1" } },
      inputSchema: { properties: { to: {}, body: {} }, additionalProperties: false },
    };
    expect(catalogueAction(manifest)).toEqual({
      key: "send",
      title: "Send",
      plugins: [],
      required: ["to"],
      aliases: {},
      fields: ["to", "body"],
      outputs: ["id"],
    });
    const plugin = {
      source: "plugin" as const,
      pluginId: "0b",
      pluginSlug: "crm-plugin",
      pluginAliases: ["crm"],
    };
    expect(catalogueAction({ ...manifest, offeredBy: plugin, inputSchema: {} })).toMatchObject({
      plugins: ["crm-plugin", "0b", "crm"],
    });
  });

  it("is quick on a flow of 500 steps", () => {
    const steps = Array.from({ length: 500 }, (_, index) => ({
      ...{ id: `s${index}`, type: "action" as const, action_id: "send_email" },
      config: { to: "{{trigger.email}}", subject: `{{steps.s${Math.max(0, index - 1)}.output.id}} ${index}` },
    }));
    const definition = { ...flow("trigger -> end"), steps };
    const began = performance.now();
    validate(definition, catalogue);
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});
