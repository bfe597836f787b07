"use client";

import {
  type EdgeTypes,
  type NodeChange,
  type NodeTypes,
  type ReactFlowInstance,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import type { FlowDefinition } from "@/server/domain/flow";
import { canvasElements } from "./canvas-elements";
import { CanvasFrame } from "./canvas-frame";
import type { CanvasEdge, CanvasNode } from "./canvas-model";
import { FlowEdge } from "./flow-edge";
import { LaneFrame } from "./lane-frame";
import { neighbour } from "./neighbour";
import { NoteFace } from "./note-face";
import { showNode } from "./show-node";
import { startViewport } from "./start-viewport";
import { StepCard } from "./step-card";
import { type StepMark, StepMarks } from "./step-mark";
import { StepProblems } from "./step-problems";
import { StopPill } from "./stop-pill";
import { useDirection } from "./use-direction";

export type FlowCanvasProps = {
  definition: FlowDefinition;
  /** What a run did; the canvas then shows states, durations and taken ways. */
  marks?: ReadonlyMap<string, StepMark> | null;
  /** What is wrong, by step id: cards carry a badge. */
  problems?: ReadonlyMap<string, readonly string[]>;
  /** Id of a step, TRIGGER, or null. */
  selected: string | null;
  onSelect: (id: string | null) => void;
  /** Id of the element that tells the same in words. */
  describedBy: string;
};

/** The flow as a picture that reads top to bottom. Load it lazily: see LazyFlowCanvas. */
export function FlowCanvas(props: FlowCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({
  definition,
  marks = null,
  problems = NONE,
  selected,
  onSelect,
  describedBy,
}: FlowCanvasProps) {
  const inRun = marks !== null;
  const [direction] = useDirection();
  const elements = useMemo(
    () => canvasElements(definition, { withRun: inRun, direction }),
    [definition, inRun, direction],
  );
  const nodes = useMemo(
    () => elements.nodes.map((node) => (node.id === selected ? chosen(node) : node)),
    [elements, selected],
  );
  const frame = useRef<HTMLDivElement>(null);
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  useEffect(() => {
    if (flow.viewportInitialized && selected !== null) showNode(flow, selected, frame.current);
  }, [selected, flow]);

  const latest = useRef({ selected, onSelect });
  latest.current = { selected, onSelect };
  // The same functions each time: with others, everything in view is drawn again.
  const handlers = useMemo(
    () => ({
      onNodesChange: (changes: NodeChange<CanvasNode>[]) => {
        const { selected, onSelect } = latest.current;
        const chosen = changes.find((change) => change.type === "select" && change.selected);
        if (chosen?.type === "select") onSelect(chosen.id);
        else if (changes.some((change) => change.type === "select" && change.id === selected)) onSelect(null);
      },
      onPaneClick: () => latest.current.onSelect(null),
      onInit: (instance: ReactFlowInstance<CanvasNode, CanvasEdge>) => {
        const { selected } = latest.current;
        startViewport(instance, frame.current);
        if (selected !== null) showNode(instance, selected, frame.current);
      },
    }),
    [],
  );

  const focusCard = (id: string) =>
    frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus();

  const onKeyDown = (event: KeyboardEvent) => {
    const id = event.target instanceof HTMLElement ? event.target.dataset.id : undefined;
    if (!id) return;
    if (event.key === "Escape") {
      // The card gives up the focus with the selection, one frame later; whoever works with keys stays where they were.
      requestAnimationFrame(() => requestAnimationFrame(() => focusCard(id)));
      return;
    }
    const next = neighbour(elements, id, event.key);
    if (!next) return;
    event.preventDefault();
    focusCard(next);
  };

  return (
    <StepMarks value={marks}>
      <StepProblems value={problems}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the cards inside, which take the focus */}
        <div ref={frame} className="size-full" onKeyDown={onKeyDown}>
          <CanvasFrame
            className="baton-canvas"
            nodes={nodes}
            edges={elements.edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            {...handlers}
            selectionKeyCode={null}
            multiSelectionKeyCode={null}
            keys={KEYS}
            describedBy={describedBy}
          />
        </div>
      </StepProblems>
    </StepMarks>
  );
}

const NONE: ReadonlyMap<string, readonly string[]> = new Map();
const chosen = (node: CanvasNode): CanvasNode => ({
  ...node,
  selected: true,
  domAttributes: { ...node.domAttributes, "aria-pressed": true },
});

const KEYS = "Enter shows the step, Escape lets go of it, arrow keys move between steps.";

const nodeTypes: NodeTypes = { card: StepCard, stop: StopPill, note: NoteFace, lane: LaneFrame };
const edgeTypes: EdgeTypes = { flow: FlowEdge };
