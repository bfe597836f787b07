import { findItem } from "@/server/domain/find-item";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowEdit } from "@/server/domain/flow-edit";
import { flowGraph } from "@/server/domain/flow-graph";
import { flowOutline, type OutlineItem } from "@/server/domain/flow-outline";
import { mainOutlet } from "@/server/domain/outlets";

/** The edit that moves a step one place up or down in the outline, into a group or out of it; null: there is none. */
export function outlineMove(definition: FlowDefinition, stepId: string, way: "up" | "down"): FlowEdit | null {
  const placed = findItem(flowOutline(definition), stepId);
  // Error handlers are reached by what fails, not by what stands before them.
  if (!placed || flowGraph(definition).node(stepId)?.kind === "handler") return null;
  const { row, index, group } = placed;
  const before = (item: OutlineItem): FlowEdit => ({ kind: "move_step", stepId, before: item.id });
  if (way === "up") {
    const previous = row[index - 1];
    return previous ? before(previous) : group ? before(group.parent) : null;
  }
  const next = row[index + 1];
  if (next) {
    const [beyond, firstWay] = [row[index + 2], next.ways.find(({ kind }) => kind !== "error")];
    if (beyond) return before(beyond);
    const outlet = behind(definition, next.id) ?? firstWay?.outlet;
    return outlet === undefined ? null : { kind: "move_step", stepId, after: { stepId: next.id, outlet } };
  }
  if (!group) return null;
  const around = findItem(flowOutline(definition), group.parent.id);
  const follower = around?.row[around.index + 1];
  if (follower) return before(follower);
  const outlet = behind(definition, group.parent.id);
  return outlet === undefined
    ? null
    : { kind: "move_step", stepId, after: { stepId: group.parent.id, outlet } };
}

/** The only usual way on from a step; a step that decides has none. */
function behind(definition: FlowDefinition, stepId: string): string | undefined {
  const graph = flowGraph(definition);
  const step = graph.node(stepId)?.step;
  const usual = graph.edgesFrom(stepId).filter(({ kind }) => kind === "normal");
  return step && usual.length === 1 ? mainOutlet(step) : undefined;
}
