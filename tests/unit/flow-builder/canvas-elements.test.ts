import { describe, expect, test } from "vitest";
import { canvasElements } from "@/components/flow-builder/canvas-elements";
import { canvasGraph } from "@/components/flow-builder/canvas-graph";
import { layoutCanvas } from "@/components/flow-builder/layout-canvas";
import { neighbour } from "@/components/flow-builder/neighbour";
import { reuseElements } from "@/components/flow-builder/reuse-elements";
import { applyEdit } from "@/server/domain/edit";
import { TRIGGER } from "@/server/domain/flow-graph";
import { flow } from "../../fixtures/flow-drawing";

type Box = { id: string; position: { x: number; y: number }; width?: number; height?: number };

function overlaps(nodes: readonly Box[]): string[] {
  const found: string[] = [];
  for (const one of nodes)
    for (const other of nodes) {
      if (one.id >= other.id) continue;
      const apart =
        one.position.x + (one.width ?? 0) <= other.position.x ||
        other.position.x + (other.width ?? 0) <= one.position.x ||
        one.position.y + (one.height ?? 0) <= other.position.y ||
        other.position.y + (other.height ?? 0) <= one.position.y;
      if (!apart) found.push(`${one.id} and ${other.id}`);
    }
  return found;
}

/** A chain of questions, each with a branch of its own that joins again, ends, or branches further. */
function large(questions: number) {
  const names = Array.from({ length: questions }, (_, index) => `if${index}`);
  const chains = names.map((name, index) =>
    index % 3 === 0
      ? `${name} -no-> x${index} -> y${index} -> a${index}`
      : index % 3 === 1
        ? `${name} -no-> x${index} -> y${index} -> end`
        : `${name} -no-> if${1000 + index} -yes-> y${index} -> end; if${1000 + index} -no-> z${index} -> end`,
  );
  return flow(
    [`trigger -> ${names.map((name) => `${name} -yes-> a${name.slice(2)}`).join(" -> ")}`, ...chains].join(
      "; ",
    ),
  );
}

describe("a large flow", () => {
  const definition = large(80);
  const { nodes, edges } = canvasElements(definition);

  test("has every box once, and none over another", () => {
    expect(nodes.length).toBeGreaterThan(300);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
    expect(overlaps(nodes)).toEqual([]);
  });

  test("reads downwards: every card stands below all that lead to it", () => {
    const at = new Map(nodes.map((node) => [node.id, node]));
    for (const { source, target } of edges) {
      const [from, to] = [at.get(source), at.get(target)];
      expect((from?.position.y ?? 0) + (from?.height ?? 0), `${source} → ${target}`).toBeLessThan(
        to?.position.y ?? 0,
      );
    }
  });

  test("its ways turn above the cards that they pass", () => {
    const lengths = edges.map(({ data }) => data?.through?.length ?? 0);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(2);
    expect(lengths.every((length) => length > 0)).toBe(true);
  });
});

test("reading to the right is reading down with the axes exchanged", () => {
  const boxes = ["a", "b", "c"].map((id, index) => ({
    id,
    width: 100 + index,
    height: 40 + index,
    lane: "main" as const,
    isStop: false,
  }));
  const links = [
    { id: "1", source: "a", target: "b", lane: "main" as const, labelWidth: 30, labelHeight: 20 },
    { id: "2", source: "a", target: "c", lane: "main" as const, labelWidth: 0, labelHeight: 0 },
  ];
  const right = layoutCanvas(boxes, links, {}, "right");
  const turnedBoxes = boxes.map((box) => ({ ...box, width: box.height, height: box.width }));
  const turnedLinks = links.map((link) => ({
    ...link,
    labelWidth: link.labelHeight,
    labelHeight: link.labelWidth,
  }));
  const down = layoutCanvas(turnedBoxes, turnedLinks, {}, "down");
  for (const [id, { x, y }] of down.positions) expect(right.positions.get(id)).toEqual({ x: y, y: x });
});

test("arrow keys turn with the flow", () => {
  const elements = canvasElements(flow("trigger -> if -yes-> sms -> end; if -no-> log -> end"), {
    direction: "right",
  });
  expect(neighbour(elements, TRIGGER, "ArrowRight")).toBe("if");
  expect(neighbour(elements, "if", "ArrowLeft")).toBe(TRIGGER);
  expect(neighbour(elements, "sms", "ArrowDown")).toBe("log");
  expect(neighbour(elements, "sms", "ArrowUp")).toBeNull();
});

describe("error handlers", () => {
  const definition = flow("trigger -> a -> b -> end; !log -> end; a -error-> !log");
  const { nodes, edges } = canvasElements(definition);

  test("stand in a lane of their own, beside the flow", () => {
    const lane = nodes.find(({ type }) => type === "lane");
    const handler = nodes.find(({ id }) => id === "log");
    if (!lane || !handler) throw new Error("there is no lane");
    expect(overlaps([lane, ...nodes.filter(({ id }) => ["a", "b", TRIGGER].includes(id))])).toEqual([]);
    expect(handler.position.x).toBeGreaterThan(lane.position.x);
    expect(handler.position.x + (handler.width ?? 0)).toBeLessThan(lane.position.x + (lane.width ?? 0));
  });

  test("are entered at their side, through the gutter before the lane", () => {
    const edge = edges.find(({ source, target }) => source === "a" && target === "log");
    expect(edge?.targetHandle).toBe("in-side");
    expect(edge?.data?.gutter).not.toBeNull();
  });

  test("without any there is no lane", () => {
    expect(canvasElements(flow("trigger -> a -> end")).nodes.some(({ type }) => type === "lane")).toBe(false);
  });
});

describe("a loop that is folded up", () => {
  const definition = flow("trigger -> each -body-> a -> each2 -body-> b -> end; each -> c -> end");

  test("hides its steps, those of loops in it too, and says how many", () => {
    const { boxes } = canvasGraph(definition, new Set(["each"]));
    const cards = boxes.filter(({ kind }) => kind === "card").map(({ id }) => id);
    expect(cards).toEqual([TRIGGER, "each", "c"]);
    expect(boxes).toContainEqual(expect.objectContaining({ kind: "stop", text: "3 steps", folded: "each" }));
  });

  test("open, it shows them", () => {
    const { boxes } = canvasGraph(definition);
    expect(boxes.find(({ id }) => id === "each")).toMatchObject({ fold: { open: true, count: 3 } });
    expect(boxes.filter(({ kind }) => kind === "card")).toHaveLength(6);
  });
});

describe("what an edit touches", () => {
  const says = (message: string) =>
    ({ kind: "update_step", stepId: "x4", changes: { config: { message } } }) as const;
  const definition = applyEdit(large(40), says("Good evening"));
  const before = canvasElements(definition);

  test("of a step's words: its own card, and nothing else", () => {
    const edited = applyEdit(definition, says("Good morning"));
    const after = reuseElements(before, canvasElements(edited));
    const changed = after.nodes.filter((node, index) => node !== before.nodes[index]).map(({ id }) => id);
    expect(changed).toEqual(["x4"]);
    expect(after.edges).toBe(before.edges);
  });

  test("nothing at all: the very same elements", () => {
    expect(reuseElements(before, canvasElements({ ...definition })).nodes).toBe(before.nodes);
  });

  test("of the ways: cards that only moved are not drawn again", () => {
    const edited = applyEdit(definition, { kind: "connect", from: "x1", outlet: "success", to: "a2" });
    const after = reuseElements(before, canvasElements(edited));
    const dataOf = new Map(before.nodes.map((node) => [node.id, node.data]));
    const drawn = after.nodes.filter(({ id, type, data }) => type === "card" && data !== dataOf.get(id));
    expect(drawn.map(({ id }) => id)).toEqual(["x1"]);
  });
});

describe("ways into the lane of the error handlers", () => {
  const names = ["b", "c", "d", "e"];
  const definition = flow(
    `trigger -> fork; ${names.map((name) => `fork -> ${name} -error-> !log`).join("; ")}; !log -> end`,
  );

  test.each(["down", "right"] as const)("pass below the branches beside them, reading %s", (direction) => {
    const { nodes, edges } = canvasElements(definition, { direction });
    const area = (id: string) => {
      const node = nodes.find((one) => one.id === id);
      const { x = 0, y = 0 } = node?.position ?? {};
      const [width, height] = [node?.width ?? 0, node?.height ?? 0];
      return direction === "down"
        ? { left: x, right: x + width, top: y, bottom: y + height }
        : { left: y, right: y + height, top: x, bottom: x + width };
    };
    const order = [...names].sort((a, b) => area(a).left - area(b).left);
    const rightmost = order.at(-1);
    for (const name of order) {
      const edge = edges.find(({ id }) => id === `${name}:error`);
      const { below = null, gutter = null } = edge?.data ?? {};
      expect(gutter, name).not.toBeNull();
      // Nothing stands beside the last of them: it leaves at its side.
      expect(below === null, name).toBe(name === rightmost);
      if (below === null) continue;
      const from = area(name);
      expect(below).toBeGreaterThan(from.bottom);
      const crossed = nodes.filter(({ id, type }) => {
        const { left, right, top, bottom } = area(id);
        const between = right > from.right && left < (gutter ?? 0);
        return type !== "lane" && id !== name && between && top <= below && bottom >= below;
      });
      expect(crossed.map(({ id }) => id)).toEqual([]);
    }
  });
});
