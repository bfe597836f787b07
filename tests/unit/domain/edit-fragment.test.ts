import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copySteps, readClipboard } from "@/server/domain/clipboard";
import { applyEdit } from "@/server/domain/edit";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import { flowEditSchema } from "@/server/domain/flow-edit";
import { type FlowFragment, fragmentAt, freshFragment, takeFragment } from "@/server/domain/flow-fragment";
import { flowGraph } from "@/server/domain/flow-graph";
import { flow } from "@/tests/fixtures/flow-drawing";
import { arrowsOf, freeze } from "@/tests/fixtures/random-edit";
import { chooser, soundFlow, tape } from "@/tests/fixtures/random-flow";

type After = { stepId: string; outlet?: string };

function paste(to: FlowDefinition, text: string, after?: After): FlowDefinition {
  const pasted = readClipboard(text);
  if (!pasted.ok) throw new Error(pasted.message);
  const fragment = freshFragment(to, pasted.fragment);
  return applyEdit(
    freeze(to),
    flowEditSchema.parse({ kind: "insert_steps", fragment, ...(after && { after }) }),
  );
}

describe("copied steps", () => {
  const source = flow("trigger -> if -yes-> sms -> wait -> task; if -no-> email", {
    sms: { config: { message: "Hi {{steps.if.output.x}} {{steps['if'].output}} {{ steps.iffy.output.y }}" } },
    task: { config: { title: "{{steps.sms.output.message_id}} of {{trigger.name}}" } },
  });

  it("go into another flow with what is between them", () => {
    const target = flow("trigger -> sms -> log");
    const pasted = paste(target, copySteps(source, ["sms", "wait"]), { stepId: "sms" });
    expect(arrowsOf(pasted)).toEqual([
      "$trigger start sms",
      "sms success sms_2",
      "sms_2 success wait",
      "wait success log",
      "log success end",
    ]);
  });

  it("follow each other under their new ids, in templates too", () => {
    const pasted = paste(source, copySteps(source, ["if", "sms", "wait", "task"]));
    const [sms, task] = ["sms_2", "task_2"].map((id) => pasted.steps.find((step) => step.id === id));
    expect(sms?.type === "action" && sms.config.message).toBe(
      "Hi {{steps.if_2.output.x}} {{steps.if_2.output}} {{ steps.iffy.output.y }}",
    );
    expect(task?.type === "action" && task.config.title).toBe(
      "{{steps.sms_2.output.message_id}} of {{trigger.name}}",
    );
    expect(arrowsOf(pasted)).toEqual(
      expect.arrayContaining(["if_2 true sms_2", "sms_2 success wait_2", "task_2 success end"]),
    );
  });

  it("end, or go on where the arrow went, wherever they led out", () => {
    const unconnected = paste(source, copySteps(source, ["if"]));
    expect(arrowsOf(unconnected)).toEqual(expect.arrayContaining(["if_2 true end", "if_2 false end"]));
    const between = paste(source, copySteps(source, ["if"]), { stepId: "wait" });
    expect(arrowsOf(between)).toEqual(
      expect.arrayContaining(["wait success if_2", "if_2 true task", "if_2 false task"]),
    );
    // Nothing leads out of the last step: the flow goes on behind it all the same.
    const last = paste(source, copySteps(source, ["task"]), { stepId: "sms" });
    expect(arrowsOf(last)).toEqual(expect.arrayContaining(["sms success task_2", "task_2 success wait"]));
  });

  it("go in front of everything", () => {
    const pasted = paste(source, copySteps(source, ["sms", "wait"]), { stepId: "$trigger" });
    expect(arrowsOf(pasted)).toEqual(
      expect.arrayContaining(["$trigger start sms_2", "sms_2 success wait_2", "wait_2 success if"]),
    );
  });

  it("take a loop with its body, and its ways stay inside", () => {
    const loops = flow("trigger -> each -body-> sms -> each; each -> email");
    const pasted = paste(loops, copySteps(loops, ["each"]), { stepId: "email" });
    const graph = flowGraph(pasted);
    expect(graph.node("sms_2")?.loop).toBe("each_2");
    expect(arrowsOf(pasted)).toEqual(
      expect.arrayContaining([
        "email success each_2",
        "each_2 body sms_2",
        "sms_2 success each_2",
        "each_2 success end",
      ]),
    );
  });

  it("lose an error handler that is not there, and keep one that is", () => {
    const failing = flow("trigger -> sms -error-> !page; !log");
    const text = copySteps(failing, ["sms"]);
    const errorOf = (definition: FlowDefinition, id: string) =>
      flowGraph(definition)
        .edgesFrom(id)
        .find(({ kind }) => kind === "error")?.to;
    expect(errorOf(paste(flow("trigger -> task"), text), "sms")).toBeUndefined();
    expect(errorOf(paste(failing, text), "sms_2")).toBe("page");
  });

  it("bring their notes and places, moved together", () => {
    const placed: FlowDefinition = {
      ...source,
      layout: {
        positions: { sms: { x: 100, y: 100 }, wait: { x: 100, y: 200 }, email: { x: 9, y: 9 } },
        notes: [{ id: "n", x: 50, y: 150, width: 10, height: 10, text: "Why" }],
      },
    };
    const taken = fragmentAt(freshFragment(placed, takeFragment(placed, ["sms", "wait", "note:n"])), {
      x: 0,
      y: 0,
    });
    expect(taken.layout).toEqual({ sms_2: { x: 50, y: 0 }, wait_2: { x: 50, y: 100 } });
    expect(taken.notes).toEqual([{ id: "n-2", x: 0, y: 50, width: 10, height: 10, text: "Why" }]);
    const pasted = applyEdit(placed, { kind: "insert_steps", fragment: taken });
    expect(pasted.layout?.notes).toHaveLength(2);
    expect(pasted.layout?.positions.sms_2).toEqual({ x: 50, y: 0 });
  });

  it("are refused in words when they are none", () => {
    const refusal = (text: string) => {
      const pasted = readClipboard(text);
      return pasted.ok ? "" : pasted.message;
    };
    expect(refusal("")).toContain("clipboard is empty");
    expect(refusal("hello")).toContain("no steps of a flow");
    expect(refusal('{"steps":[]}')).toContain("no steps of a flow");
    expect(refusal(JSON.stringify({ baton: "steps", schema: 2, steps: [] }))).toContain("another version");
    expect(
      refusal(JSON.stringify({ baton: "steps", schema: 1, steps: [{ id: "x", type: "magic" }] })),
    ).toContain("cannot be pasted");
    const twice = { id: "x", type: "join" };
    expect(refusal(JSON.stringify({ baton: "steps", schema: 1, steps: [twice, twice] }))).toContain(
      "called “x”",
    );
    expect(refusal("x".repeat(1024 * 1024 + 1))).toContain("1 MB");
    expect(copySteps(source, ["gone"])).toBe("");
  });

  it("always give a flow that parses, and change no arrow between the old steps but the one they are put on", () => {
    let pastes = 0;
    fc.assert(
      fc.property(
        tape,
        fc.nat(),
        fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
        (choices, at, picks) => {
          const definition = soundFlow(chooser(choices));
          const all = definition.steps.map(({ id }) => id);
          const text = copySteps(
            definition,
            picks.map((pick) => all[pick % all.length] ?? ""),
          );
          const edges = flowGraph(definition).edges.filter(({ field, catchAll }) => field && !catchAll);
          const edge = edges[at % Math.max(1, edges.length)];
          const pasted = paste(definition, text, edge && { stepId: edge.from, outlet: edge.outlet });
          pastes++;
          expect(flowDefinitionSchema.parse(pasted)).toEqual(pasted);
          const old = new Set(["$trigger", ...all, ...definition.error_handlers.map(({ id }) => id)]);
          const own = (one: FlowDefinition) =>
            arrowsOf(one)
              .filter((arrow) => old.has(arrow.split(" ")[0] ?? ""))
              .filter((arrow) => !edge || !arrow.startsWith(`${edge.from} ${edge.outlet} `))
              .sort();
          expect(own(pasted)).toEqual(own(definition));
          const missing = flowGraph(pasted).edges.filter(({ broken }) => broken === "missing");
          expect(missing).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
    expect(pastes).toBeGreaterThan(150);
  });
});

describe("removing several steps", () => {
  it("closes the flow behind them", () => {
    const definition = flow("trigger -> sms -> wait -> task -> email", {
      flow: { layout: { positions: { wait: { x: 1, y: 1 }, email: { x: 2, y: 2 } } } },
    });
    const remove = (...stepIds: string[]) => applyEdit(freeze(definition), { kind: "remove_steps", stepIds });
    expect(arrowsOf(remove("wait", "task"))).toEqual([
      "$trigger start sms",
      "sms success email",
      "email success end",
    ]);
    expect(arrowsOf(remove("sms", "wait"))).toEqual([
      "$trigger start task",
      "task success email",
      "email success end",
    ]);
    expect(arrowsOf(remove("sms", "wait", "task", "email"))).toEqual(["$trigger start end"]);
    expect(remove("wait", "task").layout?.positions).toEqual({ email: { x: 2, y: 2 } });
    expect(() => remove("gone")).toThrow("no step “gone”");
  });

  it("is the same as removing them one by one", () => {
    fc.assert(
      fc.property(tape, fc.nat(), fc.nat(), (choices, one, other) => {
        const definition = soundFlow(chooser(choices));
        const plain = definition.steps.filter(({ type }) => type !== "for_each").map(({ id }) => id);
        const ids = [...new Set([plain[one % plain.length], plain[other % plain.length]])].filter(
          (id) => id !== undefined,
        );
        if (ids.length < 2) return;
        const together = applyEdit(definition, { kind: "remove_steps", stepIds: ids });
        const single = ids.reduce(
          (result, stepId) => applyEdit(result, { kind: "remove_step", stepId }),
          definition,
        );
        // Where the flow begins when its first step led nowhere is a matter of the list.
        const arrows = (one: FlowDefinition) =>
          arrowsOf(one).filter((arrow) => !arrow.startsWith("$trigger"));
        expect(arrows(together).sort()).toEqual(arrows(single).sort());
      }),
      { numRuns: 200 },
    );
  });
});

it("a fragment is a value: taking and inserting change nothing in place", () => {
  const definition = freeze(flow("trigger -> sms -> task"));
  const fragment: FlowFragment = freeze(freshFragment(definition, freeze(takeFragment(definition, ["sms"]))));
  expect(applyEdit(definition, { kind: "insert_steps", fragment }).steps).toHaveLength(3);
});
