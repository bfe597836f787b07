import { END, type FlowDefinition } from "@/server/domain/flow";
import { type FlowGraph, flowGraph, type GraphEdge, type GraphNode } from "@/server/domain/flow-graph";
import type { CanvasBox, CanvasLink, CardFace } from "./canvas-model";
import { describeStep } from "./describe-step";
import { describeTrigger } from "./describe-trigger";
import { stepFamily } from "./step-family";
import { stepIcon, triggerIcon } from "./step-icon";
import { stepTitle } from "./step-title";

type CanvasGraph = { boxes: CanvasBox[]; links: CanvasLink[] };

const graphs = new WeakMap<FlowDefinition, CanvasGraph>();

/** The flow as cards, ends and lines. Every branch has an end of its own: lines that meet at one far box say less. */
export function canvasGraph(definition: FlowDefinition): CanvasGraph {
  const known = graphs.get(definition);
  if (known) return known;
  const graph = flowGraph(definition);
  const boxes: CanvasBox[] = [];
  const links: CanvasLink[] = [];
  for (const node of graph.nodes) {
    if (node.kind === "end") continue;
    boxes.push({ id: node.id, kind: "card", stepId: node.step?.id ?? null, face: faceOf(node, definition) });
    for (const edge of graph.edgesFrom(node.id)) {
      if (edge.catchAll) continue;
      const stop = stopOf(edge, graph);
      if (stop) boxes.push({ id: `stop:${edge.id}`, kind: "stop", ...stop });
      links.push({
        id: edge.id,
        source: edge.from,
        target: stop ? `stop:${edge.id}` : edge.to,
        stepIds: node.step ? [node.step.id] : null,
        outlet: edge.outlet,
        label: edge.label,
        lane: edge.kind === "error" ? "error" : "main",
      });
    }
  }
  addCatchAll(graph, boxes, links);
  const result = { boxes, links };
  graphs.set(definition, result);
  return result;
}

/** One line stands for the silent ones that lead from every step to the first handler: drawn each, they would cover the flow. */
function addCatchAll(graph: FlowGraph, boxes: CanvasBox[], links: CanvasLink[]): void {
  const silent = graph.edges.filter((edge) => edge.catchAll);
  const [first] = silent;
  if (!first) return;
  const others = graph.edges.some((edge) => edge.kind === "error" && edge.explicit);
  // Steps that only decide or wait hardly ever fail; where the handler is reached otherwise, they need no mention.
  if (others && silent.every((edge) => edge.field === null)) return;
  boxes.push({
    id: CATCH_ALL,
    kind: "stop",
    text: others ? "If any other step fails" : "If any step fails",
    tone: "error",
  });
  links.push({
    id: CATCH_ALL,
    source: CATCH_ALL,
    target: first.to,
    stepIds: silent.map((edge) => edge.from),
    outlet: first.outlet,
    label: "",
    lane: "error",
  });
}

const CATCH_ALL = "$catch-all";

function faceOf(node: GraphNode, definition: FlowDefinition): CardFace {
  if (!node.step)
    return {
      ...describeTrigger(definition.trigger),
      family: "trigger",
      icon: triggerIcon(definition.trigger),
    };
  return {
    title: stepTitle(node.step),
    parts: describeStep(node.step),
    family: node.kind === "handler" ? "error" : stepFamily(node.step),
    icon: stepIcon(node.step),
    bar: node.step.type === "join",
  };
}

/** Where a line ends other than at a card. */
function stopOf(edge: GraphEdge, graph: FlowGraph): { text: string; tone: "plain" | "error" } | null {
  const title = () => {
    const step = graph.node(edge.to)?.step;
    return step ? stepTitle(step) : "the start";
  };
  if (edge.broken === "missing") return { text: `No step “${edge.to}”`, tone: "error" };
  if (edge.broken === "cycle") return { text: `Back to ${title()}`, tone: "error" };
  if (edge.broken === "crosses_loop") return { text: "Leaves the loop", tone: "error" };
  if (edge.nextItem) return { text: "Next item", tone: "plain" };
  return edge.to === END ? { text: "End", tone: "plain" } : null;
}
