"use client";

import type { MouseEvent as ReactMouseEvent } from "react";
import { useMemo } from "react";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowEdit } from "@/server/domain/flow-edit";
import { flowGraph, TRIGGER } from "@/server/domain/flow-graph";
import { useBuilderView } from "./builder-view";
import type { CanvasNode, Way } from "./canvas-model";
import { isArranged } from "./is-arranged";
import { useBuilderStore } from "./use-builder";
import { wayAt } from "./way-at";

type PointerLike = ReactMouseEvent | MouseEvent | TouchEvent;

/** Cards under the pointer: dropped on the canvas they stay there, one that is dropped on a way moves into it. */
export function useDraggedCards(settle: (keep: boolean) => void) {
  const store = useBuilderStore();
  return useMemo(() => {
    const view = useBuilderView.getState;
    return {
      onNodeDragStart: (_event: PointerLike, node: CanvasNode, nodes: CanvasNode[]) => {
        if (nodes.length === 1 && node.type === "card" && node.id !== TRIGGER) view().carryCard(true);
      },
      onNodeDrag: (event: PointerLike, node: CanvasNode) => {
        if (!view().carriesCard || !("clientX" in event)) return;
        const way = wayAt({ x: event.clientX, y: event.clientY });
        view().holdOver(way && !touches(store.getState().definition, way, node.id) ? way : null);
      },
      onNodeDragStop: (_event: PointerLike, node: CanvasNode) => {
        const { dropOn, carriesCard } = view();
        if (carriesCard) view().carryCard(false);
        if (!dropOn) return settle(true);
        settle(false);
        const { definition, edit } = store.getState();
        const { x, y } = node.position;
        const edits: FlowEdit[] = [{ kind: "move_step", stepId: node.id, after: dropOn }];
        if (isArranged(definition) === "by_hand")
          edits.push({ kind: "move", positions: { [node.id]: { x: Math.round(x), y: Math.round(y) } } });
        edit(edits, { select: [node.id] });
      },
      onSelectionDragStop: () => settle(true),
    };
  }, [store, settle]);
}

/** Ways that begin or end at the card itself: it is there already. */
function touches(definition: FlowDefinition, way: Way, stepId: string): boolean {
  if (way.stepId === stepId) return true;
  return flowGraph(definition)
    .edgesFrom(way.stepId)
    .some((edge) => edge.outlet === way.outlet && edge.to === stepId);
}
