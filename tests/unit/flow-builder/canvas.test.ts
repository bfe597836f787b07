import { describe, expect, test } from "vitest";
import { canvasElements } from "@/components/flow-builder/canvas-elements";
import { canvasGraph } from "@/components/flow-builder/canvas-graph";
import { neighbour } from "@/components/flow-builder/neighbour";
import { routeEdge } from "@/components/flow-builder/route-edge";
import { edgeMark, type StepMark } from "@/components/flow-builder/step-mark";
import { TRIGGER } from "@/server/domain/flow-graph";
import { flow } from "../../fixtures/flow-drawing";

const boxesOf = (drawing: string, changes = {}) => {
  const { nodes, edges } = canvasElements(flow(drawing, changes));
  const box = new Map(
    nodes.map((node) => [node.id, { ...node.position, w: node.width ?? 0, h: node.height ?? 0 }]),
  );
  return { nodes, edges, box };
};

describe("layout", () => {
  test("reads top to bottom, the usual way straight down, alternatives to its right", () => {
    const { box } = boxesOf("trigger -> if -yes-> sms -> mail -> end; if -no-> log -> end");
    const centre = (id: string) => (box.get(id)?.x ?? 0) + (box.get(id)?.w ?? 0) / 2;
    for (const id of ["if", "sms", "mail"]) expect(centre(id)).toBe(centre(TRIGGER));
    expect(box.get("log")?.x).toBeGreaterThan(box.get("sms")?.x ?? 0);
    expect(box.get("sms")?.y).toBeGreaterThan((box.get("if")?.y ?? 0) + (box.get("if")?.h ?? 0));
  });

  test("no two boxes overlap", () => {
    const { nodes } = boxesOf(
      "trigger -> if -yes-> fork -> a -> join -> hear -event-> b -> end; fork -> c -> join; hear -timeout-> d -> end; if -no-> e -error-> !log -> end; a -error-> !log",
    );
    for (const one of nodes) {
      for (const other of nodes) {
        if (one.id >= other.id || one.type === "lane" || other.type === "lane") continue;
        const apart =
          one.position.x + (one.width ?? 0) <= other.position.x ||
          other.position.x + (other.width ?? 0) <= one.position.x ||
          one.position.y + (one.height ?? 0) <= other.position.y ||
          other.position.y + (other.height ?? 0) <= one.position.y;
        expect(apart, `${one.id} and ${other.id}`).toBe(true);
      }
    }
  });

  test("keeps the places that a person gave, and puts what is new beside them", () => {
    const { box, edges } = boxesOf("trigger -> a -> b -> end", {
      flow: { layout: { positions: { a: { x: 1000, y: 500 } } } },
    });
    expect(box.get("a")).toMatchObject({ x: 1000, y: 500 });
    expect(box.get("b")?.x).toBe(1000);
    expect(box.get("b")?.y).toBeGreaterThan(500);
    expect(edges.find((edge) => edge.source === "a")?.data?.through).toBeNull();
  });

  test("500 steps are laid out in a moment", () => {
    const names = Array.from({ length: 500 }, (_, index) => `s${index}`);
    const definition = flow(`trigger -> ${names.join(" -> ")} -> end`);
    const begun = performance.now();
    expect(canvasElements(definition).nodes).toHaveLength(502);
    expect(performance.now() - begun).toBeLessThan(4_000);
  });
});

describe("what is drawn", () => {
  test("every branch has an end of its own", () => {
    const { boxes } = canvasGraph(flow("trigger -> if -yes-> sms -> end; if -no-> end"));
    expect(boxes.filter((box) => box.kind === "stop").map((box) => box.id)).toEqual([
      "stop:if:false",
      "stop:sms:success",
    ]);
  });

  test("the silent ways to the catch-all are one line", () => {
    const { links } = canvasGraph(flow("trigger -> a -> b -> end; !log -> end"));
    const errors = links.filter((link) => link.lane === "error");
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ target: "log", stepIds: ["a", "b"], outlet: "error" });
  });

  test("a way to a step that is not there says so", () => {
    const { boxes } = canvasGraph(flow("trigger -> a -> end", { a: { on_success: "nowhere" } }));
    expect(boxes).toContainEqual(
      expect.objectContaining({ id: "stop:a:success", text: "No step “nowhere”", tone: "error" }),
    );
  });
});

test("arrow keys go down the usual way, sideways among siblings, and back up", () => {
  const elements = canvasElements(flow("trigger -> if -yes-> sms -> end; if -no-> log -> end"));
  expect(neighbour(elements, TRIGGER, "ArrowDown")).toBe("if");
  expect(neighbour(elements, "if", "ArrowDown")).toBe("sms");
  expect(neighbour(elements, "sms", "ArrowRight")).toBe("log");
  expect(neighbour(elements, "log", "ArrowLeft")).toBe("sms");
  expect(neighbour(elements, "log", "ArrowUp")).toBe("if");
  expect(neighbour(elements, "sms", "ArrowDown")).toBeNull();
});

test("edges turn at right angles and end where they should", () => {
  const path = routeEdge({ x: 0, y: 0 }, { x: 100, y: 100 }, [{ x: 100, y: 50 }]);
  expect(path.startsWith("M0,0")).toBe(true);
  expect(path.endsWith("L100,100")).toBe(true);
  expect(routeEdge({ x: 0, y: 0 }, { x: 0, y: 80 }, [{ x: 0, y: 40 }])).toBe("M0,0L0,80");
});

test("an edge is taken, untaken or open, as its steps say", () => {
  const mark = (status: StepMark["status"], ...outlets: string[]): StepMark => ({
    status,
    outlets,
    startedAt: new Date(0),
    finishedAt: null,
    wakeAt: null,
    milliTokens: 0,
    attempt: 1,
    iterations: 1,
  });
  const marks = new Map([
    ["if", mark("succeeded", "true")],
    ["sms", mark("running")],
  ]);
  expect(edgeMark(marks, { stepIds: null, outlet: "start" })).toBe("taken");
  expect(edgeMark(marks, { stepIds: ["if"], outlet: "true" })).toBe("taken");
  expect(edgeMark(marks, { stepIds: ["if"], outlet: "false" })).toBe("untaken");
  expect(edgeMark(marks, { stepIds: ["sms"], outlet: "success" })).toBe("open");
  expect(edgeMark(marks, { stepIds: ["later"], outlet: "success" })).toBe("open");
  expect(edgeMark(marks, { stepIds: ["if", "sms"], outlet: "error" })).toBe("open");
});
