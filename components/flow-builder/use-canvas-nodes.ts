"use client";

import type { NodeChange } from "@xyflow/react";
import { useCallback, useMemo, useRef, useState } from "react";
import type { CanvasElements } from "./canvas-elements";
import type { CanvasEdge, CanvasNode } from "./canvas-model";
import { moveEdits } from "./move-edits";
import type { Point } from "./route-edge";
import { useBuilder, useBuilderStore } from "./use-builder";

type Live = { position?: Point; width?: number; height?: number };

/**
 * The boxes as they are seen: where the definition puts them, or under the pointer while they are dragged. A drag is
 * nobody's business but this hook's until it ends; then it is one edit.
 */
export function useCanvasNodes(elements: CanvasElements) {
  const store = useBuilderStore();
  const selection = useBuilder((state) => state.selection);
  const [live, setLive] = useState<ReadonlyMap<string, Live>>(NONE);
  const latest = useRef({ elements, live });
  latest.current = { elements, live };

  const nodes = useMemo(() => {
    const selected = new Set(selection);
    return elements.nodes.map((node) => {
      const shown = selected.has(node.id) ? selectedForm(node) : node;
      const moving = live.get(node.id);
      return moving ? { ...shown, ...moving, ...(moving.width && { measured: moving }) } : shown;
    });
  }, [elements, selection, live]);

  const movingIds = [...live.keys()].join("|");
  const edges = useMemo(() => {
    if (movingIds === "") return elements.edges;
    const moving = new Set(movingIds.split("|"));
    return elements.edges.map((edge) =>
      moving.has(edge.source) || moving.has(edge.target) ? unrouted(edge) : edge,
    );
  }, [elements, movingIds]);

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const { selection: before, select } = store.getState();
      const chosen = new Set(before);
      let reselected = false;
      const next = new Map(latest.current.live);
      for (const change of changes) {
        if (change.type === "select") {
          reselected = true;
          if (change.selected) chosen.add(change.id);
          else chosen.delete(change.id);
        } else if (change.type === "position" && change.position && change.dragging) {
          follow(next, latest.current.elements, change.id, change.position);
        } else if (change.type === "dimensions" && change.resizing && change.dimensions) {
          next.set(change.id, { ...next.get(change.id), ...change.dimensions });
        } else if (change.type === "dimensions" && change.resizing === false) {
          next.delete(change.id);
        } else if (change.type === "position" && change.position && next.get(change.id)?.width) {
          next.set(change.id, { ...next.get(change.id), position: change.position });
        }
      }
      if (reselected) select([...chosen]);
      if (next.size === 0 && latest.current.live.size === 0) return;
      latest.current = { ...latest.current, live: next };
      setLive(next);
    },
    [store],
  );

  /** Ends the drag: what moved is written down, unless it was dropped on something that says otherwise. */
  const settle = useCallback(
    (keep: boolean) => {
      const { elements: now, live: moved } = latest.current;
      setLive(NONE);
      if (!keep) return;
      const places = new Map(
        [...moved].flatMap(([id, { position }]) => (position ? [[id, position] as const] : [])),
      );
      const { definition, edit } = store.getState();
      const edits = moveEdits(definition, now.nodes, places);
      const count = [...places.keys()].filter((id) => !id.startsWith("stop:")).length;
      if (edits.length > 0)
        edit(edits, { label: count === 1 ? "Moved on the canvas" : `${count} moved on the canvas` });
    },
    [store],
  );

  return { nodes, edges, onNodesChange, settle };
}

const NONE: ReadonlyMap<string, Live> = new Map();

/** A card takes the ends of its branches along. */
function follow(live: Map<string, Live>, { nodes, edges }: CanvasElements, id: string, to: Point): void {
  live.set(id, { ...live.get(id), position: to });
  const from = nodes.find((node) => node.id === id)?.position;
  if (!from) return;
  for (const { source, target } of edges) {
    const other = source === id ? target : target === id ? source : null;
    const stop = other === null ? undefined : nodes.find((node) => node.id === other && node.type === "stop");
    if (stop)
      live.set(stop.id, {
        position: { x: stop.position.x + to.x - from.x, y: stop.position.y + to.y - from.y },
      });
  }
}

const selectedForms = new WeakMap<CanvasNode, CanvasNode>();

/** The same object each time, so that a card which stays selected is not drawn again. */
function selectedForm(node: CanvasNode): CanvasNode {
  const known = selectedForms.get(node);
  if (known) return known;
  const form: CanvasNode = {
    ...node,
    selected: true,
    domAttributes: { ...node.domAttributes, "aria-current": true },
  };
  selectedForms.set(node, form);
  return form;
}

const unroutedForms = new WeakMap<CanvasEdge, CanvasEdge>();

/** While one of its cards is on the move, an edge takes the straight way. */
function unrouted(edge: CanvasEdge): CanvasEdge {
  const known = unroutedForms.get(edge);
  if (known || !edge.data) return known ?? edge;
  const form: CanvasEdge = {
    ...edge,
    data: { ...edge.data, through: null, labelAt: null, gutter: null, below: null },
  };
  unroutedForms.set(edge, form);
  return form;
}
