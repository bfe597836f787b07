import { describeStep } from "@/server/domain/describe-step";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowEdit } from "@/server/domain/flow-edit";
import type { Step } from "@/server/domain/step";
import type { ChooserPlace } from "./builder-view";
import type { CanvasElements } from "./canvas-elements";
import type { CanvasNode, Direction } from "./canvas-model";
import { cardSize } from "./card-size";
import { isArranged } from "./is-arranged";

/** The edits that put a step where a person chose. On a canvas that somebody arranged, the cards behind make room. */
export function addStepEdits(
  definition: FlowDefinition,
  step: Step,
  place: Exclude<ChooserPlace, { kind: "trigger" }>,
  elements: CanvasElements | null,
  direction: Direction,
): FlowEdit[] {
  if (place.kind === "handler")
    return [{ kind: "add_handler", step, ...(place.from !== undefined && { from: place.from }) }];
  const { after, before, position } = place;
  if (before !== undefined) return [{ kind: "add_step", step, before }];
  if (!after || position || !elements || isArranged(definition) !== "by_hand")
    return [
      { kind: "add_step", step, ...(after && { after }), ...(position && { position: rounded(position) }) },
    ];

  const down = direction === "down";
  const source = elements.nodes.find(({ id }) => id === after.stepId);
  const outlet = "outlet" in after ? after.outlet : undefined;
  const edge = elements.edges.find(
    (one) => one.source === after.stepId && (outlet === undefined || one.data?.outlet === outlet),
  );
  const target = elements.nodes.find(({ id }) => id === edge?.target);
  if (!source || !target) return [{ kind: "add_step", step, after }];
  const size = cardSize({ parts: describeStep(step), bar: step.type === "join" }, false);
  const gap = edge?.data?.label ? GAP + LABEL : GAP;
  // Written as if the flow read down; to the right the axes are exchanged.
  const along = (node: CanvasNode) => (down ? node.position.y : node.position.x);
  const length = (node: CanvasNode) => (down ? node.height : node.width) ?? 0;
  const begin = along(source) + length(source) + gap;
  const across =
    target.type === "card"
      ? down
        ? target.position.x
        : target.position.y
      : (down ? target.position.x : target.position.y) +
        ((down ? target.width : target.height) ?? 0) / 2 -
        (down ? size.width : size.height) / 2;
  const end = begin + (down ? size.height : size.width) + GAP;
  const add: FlowEdit = {
    ...{ kind: "add_step", step, after },
    position: rounded(down ? { x: across, y: begin } : { x: begin, y: across }),
  };
  const short = end - along(target);
  if (target.type !== "card" || short <= 0) return [add];
  const behind = behindOf(target.id, elements);
  const positions = Object.fromEntries(
    elements.nodes
      .filter(({ id, type }) => type === "card" && behind.has(id))
      .map(({ id, position: { x, y } }) => [id, rounded(down ? { x, y: y + short } : { x: x + short, y })]),
  );
  return [add, { kind: "move", positions }];
}

const GAP = 44;
const LABEL = 20;

const rounded = ({ x, y }: { x: number; y: number }) => ({ x: Math.round(x), y: Math.round(y) });

function behindOf(start: string, { edges }: CanvasElements): Set<string> {
  const found = new Set([start]);
  for (const id of found) for (const { source, target } of edges) if (source === id) found.add(target);
  return found;
}
