import { describeStep } from "@/server/domain/describe-step";
import { describeTrigger } from "@/server/domain/describe-trigger";
import { END, type FlowDefinition, type FlowTrigger } from "@/server/domain/flow";
import { type FlowGraph, flowGraph, type GraphEdge, type GraphNode } from "@/server/domain/flow-graph";
import { oncePerSteps } from "@/server/domain/once-per-steps";
import { outletsOf } from "@/server/domain/outlets";
import type { Step } from "@/server/domain/step";
import { stepTitle } from "@/server/domain/step-title";
import type { CanvasBox, CanvasLink, CardFace, Port } from "./canvas-model";
import { foldedLoops, type LoopFolds } from "./folded-loops";
import { stepFamily } from "./step-family";
import { stepIcon, triggerIcon } from "./step-icon";

type CanvasGraph = { boxes: CanvasBox[]; links: CanvasLink[] };

const graphsOf = oncePerSteps(() => new WeakMap<FlowTrigger, CanvasGraph>());
const NOTHING_FOLDED: ReadonlySet<string> = new Set();

/** The flow as cards, ends and lines. Every branch has an end of its own: lines that meet at one far box say less. */
export function canvasGraph(
  definition: FlowDefinition,
  folded: ReadonlySet<string> = NOTHING_FOLDED,
): CanvasGraph {
  const graphs = graphsOf(definition);
  const known = folded.size === 0 ? graphs.get(definition.trigger) : undefined;
  if (known) return known;
  const graph = flowGraph(definition);
  const loops = foldedLoops(graph, folded);
  const boxes: CanvasBox[] = [];
  const links: CanvasLink[] = [];
  for (const node of graph.nodes) {
    if (node.kind === "end" || loops.hides(node.id)) continue;
    const lane = node.kind === "handler" ? "error" : "main";
    boxes.push({
      id: node.id,
      kind: "card",
      stepId: node.step?.id ?? null,
      face: faceOf(node, definition.trigger),
      ports: portsOf(node.step),
      lane,
      ...(node.step?.type === "for_each" && {
        fold: { open: !folded.has(node.id), count: loops.count(node.id) },
      }),
      ...(node.step?.type === "sub_flow" && { subFlow: node.step.flow_id }),
    });
    for (const edge of graph.edgesFrom(node.id)) {
      if (edge.catchAll) continue;
      const stop = foldOf(edge, loops) ?? stopOf(edge, graph);
      if (stop)
        boxes.push({
          id: `stop:${edge.id}`,
          kind: "stop",
          way: { stepId: node.id, outlet: edge.outlet },
          lane,
          ...stop,
        });
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
  if (folded.size === 0) graphs.set(definition.trigger, result);
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
    lane: "error",
    way: null,
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

const faces = new WeakMap<Step | FlowTrigger, CardFace>();
const handlerFaces = new WeakMap<Step, CardFace>();

/** A step that did not change keeps its face, so that its card is not drawn again. */
function faceOf(node: GraphNode, trigger: FlowTrigger): CardFace {
  const { step } = node;
  if (!step)
    return remembered(faces, trigger, () => ({
      ...describeTrigger(trigger),
      family: "trigger",
      icon: triggerIcon(trigger),
    }));
  return remembered(node.kind === "handler" ? handlerFaces : faces, step, () => ({
    title: stepTitle(step),
    parts: describeStep(step),
    family: node.kind === "handler" ? "error" : stepFamily(step),
    icon: stepIcon(step),
    bar: step.type === "join",
  }));
}

const START: readonly Port[] = [{ outlet: "start", label: "", lane: "main" }];
const ports = new WeakMap<Step, readonly Port[]>();

/** The ways out that can be drawn to somewhere. */
function portsOf(step: Step | null): readonly Port[] {
  if (!step) return START;
  return remembered(ports, step, () =>
    outletsOf(step)
      .filter(({ field }) => field !== null)
      .map(({ outlet, label, kind }) => ({ outlet, label, lane: kind === "error" ? "error" : "main" })),
  );
}

function remembered<Key extends object, Value>(
  known: { get: (key: Key) => Value | undefined; set: (key: Key, value: Value) => unknown },
  key: Key,
  make: () => Value,
): Value {
  const before = known.get(key);
  if (before) return before;
  const made = make();
  known.set(key, made);
  return made;
}

type Stop = { text: string; tone: "plain" | "error"; folded?: string };

function foldOf(edge: GraphEdge, loops: LoopFolds): Stop | null {
  if (edge.outlet !== "body" || edge.broken || !loops.hides(edge.to)) return null;
  const count = loops.count(edge.from);
  return { text: `${count} ${count === 1 ? "step" : "steps"}`, tone: "plain", folded: edge.from };
}

/** Where a line ends other than at a card. */
function stopOf(edge: GraphEdge, graph: FlowGraph): Stop | null {
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
