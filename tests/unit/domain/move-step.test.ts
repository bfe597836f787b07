import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit } from "@/server/domain/edit";
import { AppError } from "@/server/domain/errors";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import { flowGraph } from "@/server/domain/flow-graph";
import { flow } from "@/tests/fixtures/flow-drawing";
import { arrowsOf, freeze } from "@/tests/fixtures/random-edit";
import { chooser, soundFlow, tape } from "@/tests/fixtures/random-flow";

type Goal = { after?: { stepId: string; outlet?: string }; before?: string };

const move = (definition: FlowDefinition, stepId: string, goal: Goal) =>
  applyEdit(freeze(definition), { kind: "move_step", stepId, ...goal });
const main = (definition: FlowDefinition) => {
  const graph = flowGraph(definition);
  const path: string[] = [];
  for (let at = graph.edgesFrom("$trigger")[0]?.to; at && at !== "end"; ) {
    path.push(at);
    at = graph.edgesFrom(at).find(({ kind }) => kind === "normal")?.to;
    if (path.length > 50) break;
  }
  return path.join(" ");
};

describe("moving a step", () => {
  const line = flow("trigger -> sms -> wait -> task -> email", {
    flow: { layout: { positions: { wait: { x: 1, y: 1 }, sms: { x: 2, y: 2 } } } },
  });

  it("closes the flow behind it and opens it where it goes", () => {
    expect(main(move(line, "wait", { after: { stepId: "task" } }))).toBe("sms task wait email");
    expect(main(move(line, "email", { after: { stepId: "sms" } }))).toBe("sms email wait task");
    expect(main(move(line, "sms", { after: { stepId: "email" } }))).toBe("wait task email sms");
    expect(main(move(line, "task", { after: { stepId: "$trigger" } }))).toBe("task sms wait email");
    expect(main(move(line, "task", { before: "sms" }))).toBe("task sms wait email");
    expect(main(move(line, "sms", { before: "email" }))).toBe("wait task sms email");
    expect(main(move(line, "sms", { before: "wait" }))).toBe("sms wait task email");
    expect(move(line, "wait", { after: { stepId: "sms" } })).toBe(line);
  });

  it("gives up its place on the canvas, others keep theirs", () => {
    expect(move(line, "wait", { after: { stepId: "task" } }).layout?.positions).toEqual({
      sms: { x: 2, y: 2 },
    });
  });

  const branching = flow("trigger -> sms -> if -yes-> task -> email; if -no-> wait -> email; email -> log");

  it("takes its branches along, up to where they meet", () => {
    const moved = move(branching, "if", { after: { stepId: "email" } });
    expect(arrowsOf(moved).sort()).toEqual(
      [
        "$trigger start sms",
        "sms success email",
        "email success if",
        "if true task",
        "if false wait",
        "task success log",
        "wait success log",
        "log success end",
      ].sort(),
    );
    expect(main(move(branching, "sms", { before: "email" }))).toBe("if task sms email log");
    expect(arrowsOf(move(branching, "sms", { before: "email" }))).toEqual(
      expect.arrayContaining(["task success sms", "wait success sms", "sms success email"]),
    );
  });

  it("goes into a branch, and out of it", () => {
    const inside = move(branching, "log", { after: { stepId: "if", outlet: "false" } });
    expect(arrowsOf(inside)).toEqual(
      expect.arrayContaining(["if false log", "log success wait", "email success end"]),
    );
    const outside = move(branching, "task", { before: "if" });
    expect(arrowsOf(outside)).toEqual(
      expect.arrayContaining(["sms success task", "task success if", "if true email"]),
    );
  });

  it("takes a loop with its body, and goes into one", () => {
    const loop = flow("trigger -> sms -> each -body-> task -> each; each -> email");
    const moved = move(loop, "each", { before: "sms" });
    expect(main(moved)).toBe("each sms email");
    expect(flowGraph(moved).node("task")?.loop).toBe("each");
    const inside = move(loop, "email", { after: { stepId: "each", outlet: "body" } });
    expect(flowGraph(inside).node("email")?.loop).toBe("each");
    expect(arrowsOf(inside)).toEqual(
      expect.arrayContaining(["each body email", "email success task", "each success end"]),
    );
  });

  it("is refused where it makes no sense", () => {
    const refusal = (stepId: string, goal: Goal) => {
      try {
        move(branching, stepId, goal);
      } catch (error) {
        if (error instanceof AppError) return error.message;
        throw error;
      }
      return "";
    };
    expect(refusal("if", { after: { stepId: "task" } })).toContain("own branches");
    expect(refusal("gone", { after: { stepId: "task" } })).toContain("no step “gone”");
    expect(refusal("sms", { before: "gone" })).toContain("no step “gone”");
    expect(refusal("sms", {})).toContain("Say where");
  });

  it("is refused where a step that nothing leads to would lead back", () => {
    const loop = (id: string, body: string, then: string) => ({
      ...{ id, type: "for_each", items: "{{trigger.items}}", body, on_success: then, on_error: then },
    });
    const sms = (id: string, then: string) => ({
      ...{ id, type: "action", action_id: "send_sms", config: {}, on_success: then, on_error: then },
    });
    const definition = flowDefinitionSchema.parse({
      trigger: { type: "event", event_types: ["x"] },
      steps: [
        loop("outer", "if", "end"),
        {
          ...{ id: "if", type: "condition", condition: { field: "x", operator: "exists" } },
          ...{ on_true: "inner", on_false: "last" },
        },
        sms("unreached", "inner"),
        loop("inner", "each", "last"),
        sms("each", "end"),
        sms("last", "end"),
      ],
    });
    expect(() => move(definition, "if", { before: "unreached" })).toThrow("would lead back");
  });

  it("always gives a flow that parses, with the same steps", () => {
    let moves = 0;
    fc.assert(
      fc.property(tape, fc.nat(), fc.nat(), fc.boolean(), (choices, pick, to, isBefore) => {
        const definition = soundFlow(chooser(choices));
        const all = definition.steps.map(({ id }) => id);
        const [stepId = "", target = ""] = [all[pick % all.length], all[to % all.length]];
        let moved: FlowDefinition;
        try {
          moved = move(definition, stepId, isBefore ? { before: target } : { after: { stepId: target } });
        } catch (error) {
          if (error instanceof AppError) return;
          throw error;
        }
        moves++;
        expect(flowDefinitionSchema.parse(moved)).toEqual(moved);
        expect(moved.steps.map(({ id }) => id).sort()).toEqual([...all].sort());
        expect(
          flowGraph(moved).edges.filter(({ broken }) => broken === "missing" || broken === "cycle"),
        ).toEqual([]);
      }),
      { numRuns: 600 },
    );
    expect(moves).toBeGreaterThan(100);
  });
});

describe("adding before a step", () => {
  it("puts it on every way that leads there", () => {
    const joined = flow("trigger -> if -yes-> sms -> email; if -no-> email");
    const step = { id: "new", type: "join", mode: "all" } as const;
    expect(arrowsOf(applyEdit(joined, { kind: "add_step", step, before: "email" })).sort()).toEqual(
      [
        "$trigger start if",
        "if true sms",
        "sms success new",
        "if false new",
        "new success email",
        "email success end",
      ].sort(),
    );
    expect(arrowsOf(applyEdit(joined, { kind: "add_step", step, before: "if" }))[0]).toBe(
      "$trigger start new",
    );
  });
});

describe("cases and branches", () => {
  it("come and go with their ways", () => {
    const definition = flow("trigger -> pick -gold-> sms; pick -silver-> email -> log");
    const added = applyEdit(definition, {
      kind: "add_case",
      stepId: "pick",
      case: { name: "Bronze", condition: { field: "x", operator: "exists" } },
      at: 0,
    });
    expect(arrowsOf(added).filter((arrow) => arrow.startsWith("pick"))).toEqual([
      "pick case:case_3 end",
      "pick case:gold sms",
      "pick case:silver email",
      "pick default end",
    ]);
    const kept = applyEdit(definition, {
      kind: "remove_case",
      stepId: "pick",
      caseId: "silver",
      withSteps: false,
    });
    expect(kept.steps.map(({ id }) => id)).toEqual(["pick", "sms", "email", "log"]);
    const gone = applyEdit(definition, {
      kind: "remove_case",
      stepId: "pick",
      caseId: "silver",
      withSteps: true,
    });
    expect(gone.steps.map(({ id }) => id)).toEqual(["pick", "sms"]);
    expect(() =>
      applyEdit(gone, { kind: "remove_case", stepId: "pick", caseId: "gold", withSteps: false }),
    ).toThrow("at least one case");
  });

  it("keep what another way leads to as well", () => {
    const definition = flow("trigger -> fork -> sms -> join; fork -> email -> join; join -> log");
    const gone = applyEdit(definition, { kind: "remove_branch", stepId: "fork", index: 0, withSteps: true });
    expect(gone.steps.map(({ id }) => id)).toEqual(["fork", "join", "email", "log"]);
    expect(arrowsOf(applyEdit(gone, { kind: "add_branch", stepId: "fork", name: "More" }))).toContain(
      "fork branch:1 end",
    );
    expect(() =>
      applyEdit(gone, { kind: "remove_branch", stepId: "fork", index: 0, withSteps: true }),
    ).toThrow("at least one branch");
    expect(() =>
      applyEdit(gone, {
        kind: "add_case",
        stepId: "fork",
        case: { condition: { field: "x", operator: "exists" } },
      }),
    ).toThrow("has no cases");
  });

  it("an error handler is put where a step fails", () => {
    const step = { id: "page", type: "action", action_id: "log", config: {} } as const;
    const changed = applyEdit(flow("trigger -> sms -> task"), { kind: "add_handler", step, from: "sms" });
    expect(arrowsOf(changed)).toContain("sms error page");
    expect(changed.error_handlers.map(({ id }) => id)).toEqual(["page"]);
  });
});
