import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit } from "@/server/domain/edit";
import { AppError } from "@/server/domain/errors";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import { flowEditSchema } from "@/server/domain/flow-edit";
import { flowGraph, type GraphEdge } from "@/server/domain/flow-graph";
import { mainOutlet } from "@/server/domain/outlets";
import { newStepId } from "@/server/domain/step-id";
import { flow } from "@/tests/fixtures/flow-drawing";
import { chooser, soundFlow, tape } from "@/tests/fixtures/random-flow";

/** Applies an edit as the API would take it, to a definition that cannot be changed in place. */
const edit = (definition: FlowDefinition, change: unknown) =>
  applyEdit(freeze(definition), freeze(flowEditSchema.parse(change)));
const sms = { id: "new", type: "action", action_id: "sms" } as const;
const arrows = (definition: FlowDefinition) =>
  flowGraph(definition)
    .edges.filter(({ catchAll }) => !catchAll)
    .map(({ from, outlet, to }) => `${from} ${outlet} ${to}`);
const refusal = (definition: FlowDefinition, change: unknown): string => {
  try {
    edit(definition, change);
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") return error.message;
    throw error;
  }
  return "";
};

function freeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}

describe("adding a step", () => {
  it("puts it on an arrow", () => {
    const definition = flow("trigger -> if -yes-> sms -> task; if -no-> email");
    expect(
      arrows(edit(definition, { kind: "add_step", step: sms, after: { stepId: "if", outlet: "false" } })),
    ).toEqual([
      ...[
        "$trigger start if",
        "if true sms",
        "if false new",
        "new success email",
        "sms success task",
        "task success end",
        "email success end",
      ],
    ]);
    expect(
      arrows(edit(definition, { kind: "add_step", step: sms, after: { stepId: "$trigger" } })).slice(0, 2),
    ).toEqual(["$trigger start new", "new success if"]);
    expect(arrows(edit(definition, { kind: "add_step", step: sms, after: { stepId: "task" } }))).toContain(
      "task success new",
    );
  });

  it("goes on by its usual way, and ends by its others", () => {
    const condition = { id: "c", type: "condition", condition: { field: "x", operator: "exists" } };
    const changed = edit(flow("trigger -> sms -> email"), {
      kind: "add_step",
      step: condition,
      after: { stepId: "sms" },
      position: { x: 1, y: 2 },
    });
    expect(arrows(changed)).toEqual([
      "$trigger start sms",
      "sms success c",
      "c true email",
      "c false end",
      "email success end",
    ]);
    expect(changed.layout?.positions).toEqual({ c: { x: 1, y: 2 } });
  });

  it("at the end of the list follows a last step that is silent", () => {
    const definition = flow("trigger -> sms", { sms: { on_success: undefined } });
    expect(arrows(edit(definition, { kind: "add_step", step: sms }))).toEqual([
      "$trigger start sms",
      "sms success new",
      "new success end",
    ]);
    expect(arrows(edit(flow("trigger -> end"), { kind: "add_step", step: sms }))[0]).toBe(
      "$trigger start new",
    );
  });

  it("after an error handler is a handler, and in a loop's body is part of it", () => {
    expect(
      edit(flow("trigger -> sms; !log"), {
        kind: "add_step",
        step: sms,
        after: { stepId: "log" },
      }).error_handlers.map(({ id }) => id),
    ).toEqual(["log", "new"]);
    const looped = edit(flow("trigger -> each -body-> sms -> each; each -> email"), {
      kind: "add_step",
      step: { ...sms, id: "task" },
      after: { stepId: "sms" },
    });
    expect(flowGraph(looped).node("task")?.loop).toBe("each");
  });

  it("is refused when the id is taken, the way does not exist, or nothing can follow", () => {
    const definition = flow("trigger -> sms -> stop");
    expect(refusal(definition, { kind: "add_step", step: { ...sms, id: "sms" } })).toContain(
      "There is a step “sms” already",
    );
    expect(
      refusal(definition, { kind: "add_step", step: sms, after: { stepId: "sms", outlet: "true" } }),
    ).toContain("no way out called “true”");
    expect(refusal(definition, { kind: "add_step", step: sms, after: { stepId: "stop" } })).toContain(
      "ends the branch",
    );
    expect(refusal(definition, { kind: "add_step", step: sms, after: { stepId: "gone" } })).toContain(
      "There is no step “gone”",
    );
    const full = {
      ...definition,
      steps: Array.from({ length: 500 }, (_, index) => ({ ...sms, id: `s${index}`, config: {} })),
    };
    expect(refusal(full, { kind: "add_step", step: sms })).toContain("501 steps");
  });

  it("changes no other arrow, on whatever arrow it is put", () => {
    let put = 0;
    fc.assert(
      fc.property(tape, fc.nat(), (choices, pick) => {
        const definition = soundFlow(chooser(choices));
        const usable = flowGraph(definition).edges.filter(
          ({ field, catchAll, broken }) => field && !catchAll && !broken,
        );
        const edge = usable[pick % Math.max(1, usable.length)];
        if (!edge) return;
        put++;
        const changed = edit(definition, {
          kind: "add_step",
          step: sms,
          after: { stepId: edge.from, outlet: edge.outlet },
        });
        const others = (one: FlowDefinition) =>
          arrows(one).filter(
            (arrow) => !arrow.startsWith(`${edge.from} ${edge.outlet} `) && !arrow.startsWith("new "),
          );
        expect(others(changed).sort()).toEqual(others(definition).sort());
        expect(arrows(changed)).toContain(`${edge.from} ${edge.outlet} new`);
        expect(arrows(changed)).toContain(`new success ${edge.nextItem ? "end" : edge.to}`);
        expect(flowDefinitionSchema.parse(changed)).toEqual(changed);
      }),
      { numRuns: 300 },
    );
    expect(put).toBeGreaterThan(100);
  });
});

describe("removing a step", () => {
  it("leads past it", () => {
    const definition = flow("trigger -> if -yes-> sms -> task; if -no-> email");
    expect(arrows(edit(definition, { kind: "remove_step", stepId: "sms" }))).toEqual([
      "$trigger start if",
      "if true task",
      "if false email",
      "task success end",
      "email success end",
    ]);
    expect(arrows(edit(definition, { kind: "remove_step", stepId: "if" }))[0]).toBe("$trigger start sms");
    expect(
      arrows(edit(flow("trigger -> sms -> task; email"), { kind: "remove_step", stepId: "sms" }))[0],
    ).toBe("$trigger start task");
  });

  it("takes a loop with its body, and its place on the canvas", () => {
    const definition = flow("trigger -> sms -> each -body-> task -> each; each -> email", {
      flow: { layout: { positions: { task: { x: 1, y: 1 }, sms: { x: 2, y: 2 } } } },
    });
    const changed = edit(definition, { kind: "remove_step", stepId: "each" });
    expect(arrows(changed)).toEqual(["$trigger start sms", "sms success email", "email success end"]);
    expect(changed.layout?.positions).toEqual({ sms: { x: 2, y: 2 } });
  });

  it("gives errors of a removed handler back to the catch-all", () => {
    const changed = edit(flow("trigger -> sms -error-> !page; !log"), {
      kind: "remove_handler",
      stepId: "page",
    });
    expect(changed.steps[0]).not.toHaveProperty("on_error");
  });

  it("changes no other arrow", () => {
    fc.assert(
      fc.property(tape, fc.nat(), (choices, pick) => {
        const definition = soundFlow(chooser(choices));
        const removed = definition.steps[pick % definition.steps.length];
        if (!removed || removed.type === "for_each") return;
        const past = flowGraph(definition)
          .edgesFrom(removed.id)
          .find(({ outlet }) => outlet === mainOutlet(removed));
        const changed = edit(definition, { kind: "remove_step", stepId: removed.id });
        const heal = ({ to }: GraphEdge) => (to === removed.id ? (past?.to ?? "end") : to);
        const expected = flowGraph(definition).edges.filter(
          ({ catchAll, from }) => !catchAll && from !== removed.id && from !== "$trigger",
        );
        expect(
          arrows(changed)
            .filter((arrow) => !arrow.startsWith("$trigger"))
            .sort(),
        ).toEqual(expected.map((edge) => `${edge.from} ${edge.outlet} ${heal(edge)}`).sort());
      }),
      { numRuns: 300 },
    );
  });
});

describe("connecting", () => {
  const definition = flow(
    "trigger -> if -yes-> sms; if -no-> email; pick -gold-> sms; fork -> sms; fork -> email; !log",
  );

  it("leads a way elsewhere, also a case's, a branch's, an error's and the trigger's", () => {
    const lead = (from: string, outlet: string, to: string) =>
      arrows(edit(definition, { kind: "connect", from, outlet, to }));
    expect(lead("if", "true", "email")).toContain("if true email");
    expect(lead("pick", "case:gold", "email")).toContain("pick case:gold email");
    expect(lead("fork", "branch:1", "end")).toContain("fork branch:1 end");
    expect(lead("sms", "error", "log")).toContain("sms error log");
    const started = lead("$trigger", "start", "fork");
    const others = (list: string[]) => list.filter((arrow) => !arrow.startsWith("$trigger")).sort();
    expect(started).toContain("$trigger start fork");
    expect(others(started)).toEqual(others(arrows(definition)));
  });

  it("ends a way again", () => {
    expect(arrows(edit(definition, { kind: "disconnect", from: "if", outlet: "true" }))).toContain(
      "if true end",
    );
    expect(
      edit(edit(definition, { kind: "connect", from: "sms", outlet: "error", to: "email" }), {
        kind: "disconnect",
        from: "sms",
        outlet: "error",
      }).steps[1],
    ).not.toHaveProperty("on_error");
  });

  it("is refused where it makes no sense", () => {
    const connect = (from: string, outlet: string, to: string) =>
      refusal(definition, { kind: "connect", from, outlet, to });
    expect(connect("sms", "success", "sms")).toContain("cannot lead to itself");
    expect(connect("sms", "success", "gone")).toContain("There is no step “gone”");
    expect(connect("if", "error", "log")).toContain("Add an error handler");
    expect(connect("$trigger", "start", "log")).toContain("The trigger leads to a step");
  });
});

describe("renaming a step", () => {
  it("takes arrows, references and its place along", () => {
    const definition = flow("trigger -> send.it -> task -error-> send.it2; !log", {
      task: {
        config: {
          a: "{{ steps.send.it.output.id }} {{steps['send.it'].output.x | upcase}} {{steps.send.it2.output.id}}",
          note: "steps to take",
        },
      },
      flow: { layout: { positions: { "send.it": { x: 1, y: 1 } } } },
    });
    const changed = edit(definition, { kind: "rename_step_id", stepId: "send.it", newId: "mail" });
    expect(arrows(changed).slice(0, 2)).toEqual(["$trigger start mail", "mail success task"]);
    expect(changed.steps[1]).toMatchObject({
      config: {
        a: "{{ steps.mail.output.id }} {{steps.mail.output.x | upcase}} {{steps.send.it2.output.id}}",
        note: "steps to take",
      },
    });
    expect(changed.layout?.positions).toEqual({ mail: { x: 1, y: 1 } });
    const condition = flow("trigger -> sms -> if", {
      if: { condition: { field: "steps.sms.output.ok", operator: "exists" } },
    });
    expect(edit(condition, { kind: "rename_step_id", stepId: "sms", newId: "a b" }).steps[1]).toMatchObject({
      condition: { field: 'steps["a b"].output.ok' },
    });
  });

  it("is refused for an id that is taken or reserved", () => {
    const definition = flow("trigger -> sms -> email");
    expect(refusal(definition, { kind: "rename_step_id", stepId: "sms", newId: "email" })).toContain(
      "already",
    );
    expect(refusal(definition, { kind: "rename_step_id", stepId: "sms", newId: "end" })).toContain(
      "reserved",
    );
  });
});

describe("other edits", () => {
  const definition = flow("trigger -> sms -> email", {
    flow: {
      variables: { a: 1 },
      layout: { notes: [{ id: "n", x: 0, y: 0, width: 9, height: 9, text: "why" }] },
    },
  });

  it("change a step's fields, and take them away with null", () => {
    const changed = edit(definition, {
      kind: "update_step",
      stepId: "sms",
      changes: { name: "Text", config: { to: "x" }, on_success: null },
    });
    expect(changed.steps[0]).toEqual({
      id: "sms",
      type: "action",
      action_id: "sms",
      name: "Text",
      config: { to: "x" },
    });
    expect(
      refusal(definition, { kind: "update_step", stepId: "sms", changes: { retry_count: 21 } }),
    ).toContain("retry_count");
    expect(refusal(definition, { kind: "update_step", stepId: "sms", changes: { id: "x" } })).toContain(
      "Rename it",
    );
    expect(refusal(definition, { kind: "update_step", stepId: "sms", changes: { type: "end" } })).toContain(
      "add another",
    );
  });

  it("set the trigger, variables and settings", () => {
    expect(edit(definition, { kind: "set_trigger", trigger: { type: "manual" } }).trigger).toEqual({
      type: "manual",
    });
    expect(edit(definition, { kind: "set_variable", name: "b", value: [2] }).variables).toEqual({
      a: 1,
      b: [2],
    });
    expect(edit(definition, { kind: "remove_variable", name: "a" }).variables).toEqual({});
    expect(edit(definition, { kind: "set_variables", variables: { c: 3 } }).variables).toEqual({ c: 3 });
    const settings = edit(definition, { kind: "set_settings", settings: { retry_count: 5, concurrency: 2 } });
    expect(settings.settings).toEqual({ ...definition.settings, retry_count: 5, concurrency: 2 });
    expect(
      edit(settings, { kind: "set_settings", settings: { concurrency: null } }).settings,
    ).not.toHaveProperty("concurrency");
    expect(refusal(definition, { kind: "set_settings", settings: { retry_count: 21 } })).toContain(
      "settings.retry_count",
    );
  });

  it("move boxes, keep notes, and replace everything", () => {
    expect(
      edit(definition, { kind: "move", positions: { sms: { x: 5, y: 6 }, $trigger: { x: 0, y: 0 } } }).layout
        ?.positions,
    ).toEqual({ sms: { x: 5, y: 6 }, $trigger: { x: 0, y: 0 } });
    expect(refusal(definition, { kind: "move", positions: { gone: { x: 5, y: 6 } } })).toContain("gone");
    expect(
      edit(definition, { kind: "update_note", noteId: "n", changes: { text: "because" } }).layout?.notes,
    ).toEqual([{ id: "n", x: 0, y: 0, width: 9, height: 9, text: "because" }]);
    expect(edit(definition, { kind: "remove_note", noteId: "n" }).layout?.notes).toEqual([]);
    expect(
      edit(definition, { kind: "add_note", note: { id: "m", x: 1, y: 1, width: 1, height: 1, text: "" } })
        .layout?.notes,
    ).toHaveLength(2);
    expect(refusal(definition, { kind: "remove_note", noteId: "x" })).toContain("not there any more");
    const other = flow("trigger -> task");
    expect(edit(definition, { kind: "replace", definition: other })).toEqual(other);
  });

  it("share with the old definition what they do not change", () => {
    const changed = edit(definition, { kind: "update_step", stepId: "sms", changes: { name: "Text" } });
    expect(changed.steps[1]).toBe(definition.steps[1]);
    expect(changed.trigger).toBe(definition.trigger);
    expect(changed.settings).toBe(definition.settings);
    const inserted = edit(definition, { kind: "add_step", step: sms, after: { stepId: "sms" } });
    expect(inserted.steps[2]).toBe(definition.steps[1]);
    expect(edit(definition, { kind: "rename_step_id", stepId: "sms", newId: "text" }).steps[1]).toBe(
      definition.steps[1],
    );
  });

  it("find an id that nobody has", () => {
    expect(newStepId(definition, "Send SMS!")).toBe("send_sms");
    expect(newStepId(definition, "sms")).toBe("sms_2");
    expect(newStepId(definition, "")).toBe("step");
    expect(newStepId(definition, "end")).toBe("end_2");
  });
});
