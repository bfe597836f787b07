import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit } from "@/server/domain/edit";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import type { FlowEdit } from "@/server/domain/flow-edit";
import { flowGraph } from "@/server/domain/flow-graph";
import { mergeDefinitions } from "@/server/domain/merge";
import { sameValue } from "@/server/domain/same-value";
import { flow } from "@/tests/fixtures/flow-drawing";
import { arrowsOf, freeze, randomEdit, tryEdit } from "@/tests/fixtures/random-edit";
import { chooser, soundFlow, tape } from "@/tests/fixtures/random-flow";

const edited = (definition: FlowDefinition, ...edits: FlowEdit[]) =>
  freeze(edits.reduce((result, edit) => applyEdit(result, edit), definition));
const step = (id: string, action = "log") => ({ id, type: "action", action_id: action, config: {} }) as const;
const put = (id: string, stepId: string, action?: string): FlowEdit => ({
  ...{ kind: "add_step", step: step(id, action), after: { stepId } },
});
const set = (stepId: string, changes: Extract<FlowEdit, { kind: "update_step" }>["changes"]): FlowEdit => ({
  ...{ kind: "update_step", stepId, changes },
});

const base = freeze(
  flow("trigger -> sms -> wait -> task -> email", {
    sms: { config: { to: "{{trigger.phone}}", message: "Hi" } },
    flow: { variables: { a: 1 }, layout: { positions: { sms: { x: 0, y: 0 } }, notes: [] } },
  }),
);

describe("two people's changes of one draft", () => {
  it("are both there where they touch different things", () => {
    const mine = edited(
      base,
      set("sms", { config: { to: "{{trigger.phone}}", message: "Hello" } }),
      put("new", "wait"),
    );
    const theirs = edited(
      base,
      set("sms", { config: { to: "+1", message: "Hi" }, name: "Greeting" }),
      { kind: "remove_step", stepId: "email" },
      { kind: "set_variable", name: "b", value: 2 },
      { kind: "set_settings", settings: { retry_count: 7 } },
      { kind: "move", positions: { task: { x: 5, y: 5 } } },
    );
    const { definition, conflicts } = mergeDefinitions(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(arrowsOf(definition)).toEqual([
      "$trigger start sms",
      "sms success wait",
      "wait success new",
      "new success task",
      "task success end",
    ]);
    expect(definition.steps[0]).toMatchObject({ name: "Greeting", config: { to: "+1", message: "Hello" } });
    expect(definition.variables).toEqual({ a: 1, b: 2 });
    expect(definition.settings.retry_count).toBe(7);
    expect(definition.layout?.positions).toEqual({ sms: { x: 0, y: 0 }, task: { x: 5, y: 5 } });
  });

  it("of one field: mine stands, and the place is named", () => {
    const mine = edited(base, set("sms", { config: { message: "Mine" } }));
    const theirs = edited(
      base,
      set("sms", { config: { message: "Theirs" } }),
      set("wait", { name: "Pause" }),
    );
    const { definition, conflicts } = mergeDefinitions(base, mine, theirs);
    expect(conflicts).toEqual([{ stepId: "sms", field: "config.message" }]);
    expect(definition.steps[0]).toMatchObject({ config: { message: "Mine" } });
    expect(definition.steps[1]).toMatchObject({ name: "Pause" });
  });

  it("on the same arrow follow each other", () => {
    const { definition, conflicts } = mergeDefinitions(
      base,
      edited(base, put("mine", "sms")),
      edited(base, put("theirs", "sms")),
    );
    expect(conflicts).toEqual([]);
    expect(arrowsOf(definition).slice(0, 4)).toEqual([
      "$trigger start sms",
      "sms success mine",
      "mine success theirs",
      "theirs success wait",
    ]);
    const first = mergeDefinitions(
      base,
      edited(base, put("mine", "$trigger")),
      edited(base, put("theirs", "$trigger")),
    );
    expect(arrowsOf(first.definition).slice(0, 3)).toEqual([
      "$trigger start mine",
      "mine success theirs",
      "theirs success sms",
    ]);
  });

  it("that invented the same id keep both steps, mine under another", () => {
    const mine = edited(
      base,
      put("new", "sms", "send_sms"),
      set("task", { config: { note: "{{steps.new.output.x}}" } }),
    );
    const theirs = edited(base, put("new", "task", "send_email"));
    const { definition, renamed, conflicts } = mergeDefinitions(base, mine, theirs);
    expect([...renamed]).toEqual([["new", "new_2"]]);
    expect(conflicts).toEqual([]);
    expect(arrowsOf(definition)).toEqual(
      expect.arrayContaining([
        "sms success new_2",
        "new_2 success wait",
        "task success new",
        "new success email",
      ]),
    );
    expect(definition.steps.find(({ id }) => id === "task")).toMatchObject({
      config: { note: "{{steps.new_2.output.x}}" },
    });
    // The same step, added by both: an answer that was lost.
    expect(mergeDefinitions(base, theirs, edited(theirs, set("wait", { name: "Pause" }))).renamed.size).toBe(
      0,
    );
  });

  it("keep a step that one removed and the other changed, and drop one that only led elsewhere", () => {
    const gone = edited(base, { kind: "remove_step", stepId: "wait" });
    const changed = mergeDefinitions(base, gone, edited(base, set("wait", { name: "Longer" })));
    expect(changed.conflicts).toEqual([{ stepId: "wait", field: "" }]);
    expect(changed.definition.steps.map(({ id }) => id)).toContain("wait");
    const rewired = mergeDefinitions(base, gone, edited(base, put("new", "wait")));
    expect(rewired.conflicts).toEqual([]);
    expect(arrowsOf(rewired.definition)).toEqual([
      "$trigger start sms",
      "sms success new",
      "new success task",
      "task success email",
      "email success end",
    ]);
  });

  it("that removed neighbours leave no arrow to nowhere", () => {
    const { definition } = mergeDefinitions(
      base,
      edited(base, { kind: "remove_step", stepId: "wait" }),
      edited(base, { kind: "remove_step", stepId: "task" }),
    );
    expect(arrowsOf(definition)).toEqual(["$trigger start sms", "sms success email", "email success end"]);
  });

  it("of cases, branches and triggers are merged or named", () => {
    const branches = freeze(flow("trigger -> pick -gold-> sms; pick -silver-> email"));
    const condition = { field: "x", operator: "exists" } as const;
    const merged = mergeDefinitions(
      branches,
      edited(branches, { kind: "add_case", stepId: "pick", case: { id: "mine", condition } }),
      edited(
        branches,
        { kind: "add_case", stepId: "pick", case: { id: "theirs", condition }, at: 0 },
        { kind: "connect", from: "pick", outlet: "case:gold", to: "email" },
      ),
    );
    expect(arrowsOf(merged.definition).filter((arrow) => arrow.startsWith("pick"))).toEqual([
      "pick case:theirs end",
      "pick case:gold email",
      "pick case:silver email",
      "pick case:mine end",
      "pick default end",
    ]);
    const trigger = (type: "manual" | "webhook"): FlowEdit => ({ kind: "set_trigger", trigger: { type } });
    expect(
      mergeDefinitions(base, edited(base, trigger("manual")), edited(base, trigger("webhook"))).conflicts,
    ).toEqual([{ stepId: null, field: "trigger" }]);
    const parallel = freeze(flow("trigger -> fork -> sms; fork -> email"));
    const { conflicts } = mergeDefinitions(
      parallel,
      edited(parallel, { kind: "remove_branch", stepId: "fork", index: 0, withSteps: false }),
      edited(parallel, { kind: "connect", from: "fork", outlet: "branch:1", to: "sms" }),
    );
    expect(conflicts).toContainEqual({ stepId: "fork", field: "branches" });
  });
});

describe("merging, whatever was done", () => {
  const sides = fc.tuple(tape, fc.array(tape, { maxLength: 6 }), fc.array(tape, { maxLength: 6 }));
  const shaken = (start: FlowDefinition, tapes: readonly (readonly number[])[]) =>
    freeze(tapes.reduce((result, one) => tryEdit(result, randomEdit(result, chooser(one))), start));

  it("with one side unchanged is the other side", () => {
    fc.assert(
      fc.property(sides, ([choices, one]) => {
        const start = freeze(soundFlow(chooser(choices)));
        const mine = shaken(start, one);
        // Leading a way where it leads already changes nothing.
        if (sameValue(mine, start)) return;
        expect(mergeDefinitions(start, mine, start).definition).toBe(mine);
        expect(mergeDefinitions(start, start, mine).definition).toBe(mine);
        expect(mergeDefinitions(start, mine, structuredClone(mine)).definition).toBe(mine);
      }),
      { numRuns: 100 },
    );
  });

  it("gives a flow that parses, loses no step that either added or changed, and leads nowhere wrong", () => {
    let merges = 0;
    fc.assert(
      fc.property(sides, ([choices, one, other]) => {
        const start = freeze(soundFlow(chooser(choices)));
        const [mine, theirs] = [shaken(start, one), shaken(start, other)];
        const { definition, renamed } = mergeDefinitions(start, mine, theirs);
        if (mine !== start && theirs !== start) merges++;
        expect(flowDefinitionSchema.parse(definition)).toEqual(definition);
        const ids = (side: FlowDefinition) => [...side.steps, ...side.error_handlers].map(({ id }) => id);
        const [was, is] = [new Set(ids(start)), ids(definition)];
        expect(new Set(is).size).toBe(is.length);
        for (const id of ids(mine)) if (!was.has(id)) expect(is).toContain(renamed.get(id) ?? id);
        for (const id of ids(theirs)) if (!was.has(id)) expect(is).toContain(id);
        // What neither removed is there; what both removed is not.
        for (const id of was)
          if (ids(mine).includes(id) === ids(theirs).includes(id))
            expect(is.includes(id)).toBe(ids(mine).includes(id));
        const missing = flowGraph(definition).edges.filter(({ broken }) => broken === "missing");
        expect(missing).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(merges).toBeGreaterThan(100);
  });

  it("is the same whoever saves first, where the changes do not meet", () => {
    let compared = 0;
    fc.assert(
      fc.property(sides, ([choices, one, other]) => {
        const start = freeze(soundFlow(chooser(choices)));
        const [mine, theirs] = [shaken(start, one), shaken(start, other)];
        const [here, there] = [mergeDefinitions(start, mine, theirs), mergeDefinitions(start, theirs, mine)];
        if (
          here.conflicts.length + there.conflicts.length + here.renamed.size > 0 ||
          meet(start, mine, theirs)
        )
          return;
        if (mine !== start && theirs !== start) compared++;
        expect(arrowsOf(here.definition).sort()).toEqual(arrowsOf(there.definition).sort());
        const contents = ({ definition }: typeof here) =>
          Object.fromEntries(
            [...definition.steps, ...definition.error_handlers].map(({ id, name }) => [id, name]),
          );
        expect(contents(here)).toEqual(contents(there));
        expect(here.definition.variables).toEqual(there.definition.variables);
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(50);
  });
});

/** Both have led the same way elsewhere. */
function meet(base: FlowDefinition, mine: FlowDefinition, theirs: FlowDefinition): boolean {
  const [was, own, other] = [base, mine, theirs].map(
    (side) => new Map(arrowsOf(side).map((arrow) => [arrow.slice(0, arrow.lastIndexOf(" ")), arrow])),
  );
  return [...(was ?? [])].some(([way, arrow]) => own?.get(way) !== arrow && other?.get(way) !== arrow);
}
