"use client";

import { type EdgeTypes, type NodeTypes, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { type MouseEvent as ReactMouseEvent, useCallback, useMemo, useRef } from "react";
import type { BuilderStore } from "./builder-store";
import { useBuilderView } from "./builder-view";
import { CanvasFrame } from "./canvas-frame";
import { CanvasMenu } from "./canvas-menu";
import type { CanvasEdge, CanvasNode } from "./canvas-model";
import { ConnectionLine } from "./connection-line";
import { EditCard } from "./edit-card";
import { EditEdge } from "./edit-edge";
import { EditStop } from "./edit-stop";
import { EmptyHint } from "./empty-hint";
import { LaneFrame } from "./lane-frame";
import { NotesCard } from "./notes-card";
import { showNode } from "./show-node";
import { startViewport } from "./start-viewport";
import { StepMarks } from "./step-mark";
import { useBuilder, useBuilderStore } from "./use-builder";
import { useCanvasElements } from "./use-canvas-elements";
import { useCanvasHandle } from "./use-canvas-handle";
import { useCanvasKeys } from "./use-canvas-keys";
import { useCanvasNodes } from "./use-canvas-nodes";
import { useConnecting } from "./use-connecting";
import { useDraggedCards } from "./use-dragged-cards";
import { useSteadyView } from "./use-steady-view";

type EditCanvasProps = {
  /** Id of the element that tells the same in words. */
  describedBy: string;
};

/** The canvas to build on. Load it lazily: see LazyEditCanvas. */
export function EditCanvas(props: EditCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ describedBy }: EditCanvasProps) {
  const frame = useRef<HTMLDivElement>(null);
  const marks = useBuilderView((view) => view.marks);
  const readOnly = useBuilder((state) => state.readOnly);
  const empty = useBuilder(
    ({ definition }) => definition.steps.length + definition.error_handlers.length === 0,
  );
  const elements = useCanvasElements();
  const { nodes, edges, onNodesChange, settle } = useCanvasNodes(elements);
  const { connecting, ...connection } = useConnecting();
  const dragging = useDraggedCards(settle);
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  const store = useBuilderStore();
  useCanvasHandle(frame);
  useSteadyView(elements, frame);
  const keys = useCanvasKeys(elements, frame);
  // The same functions each time: with others, everything in view is drawn again.
  const begin = useCallback(() => {
    startViewport(flow, frame.current);
    const [only, ...others] = store.getState().selection;
    if (only && others.length === 0) showNode(flow, only, frame.current);
  }, [flow, store]);
  const menus = useMemo(() => {
    const open = menuOver(store);
    return { onNodeContextMenu: open, onPaneContextMenu: open, onSelectionContextMenu: open };
  }, [store]);
  return (
    <StepMarks value={marks}>
      <div ref={frame} className="relative size-full" onKeyDownCapture={keys}>
        <CanvasFrame
          className={connecting ? "baton-canvas baton-edit baton-connecting" : "baton-canvas baton-edit"}
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={onNodesChange}
          {...connection}
          {...dragging}
          connectionLineComponent={ConnectionLine}
          onEdgeClick={selectEdge}
          onPaneClick={letGoOfEdge}
          {...menus}
          onInit={begin}
          nodeDragThreshold={3}
          selectNodesOnDrag={false}
          connectOnClick={false}
          connectionRadius={24}
          reconnectRadius={12}
          selectionKeyCode="Shift"
          multiSelectionKeyCode={MULTI}
          editable={!readOnly}
          keys={KEYS}
          describedBy={describedBy}
        />
        {empty && !readOnly ? <EmptyHint /> : null}
        <CanvasMenu />
      </div>
    </StepMarks>
  );
}

const letGoOfEdge = () => useBuilderView.getState().selectEdge(null);

/** A click on a way; the catch-all is none of a single step. */
function selectEdge(_event: unknown, { source, data }: CanvasEdge): void {
  const single = data && (data.stepIds === null || data.stepIds[0] === source);
  if (single) useBuilderView.getState().selectEdge({ stepId: source, outlet: data.outlet });
}

/** A right click, or the key for it: over a card that is not selected it selects that first. */
const menuOver = (store: BuilderStore) => (event: MouseEvent | ReactMouseEvent, node?: unknown) => {
  event.preventDefault();
  const { selection, select } = store.getState();
  const id = isCard(node) ? node.id : null;
  if (id !== null && !selection.includes(id)) select([id]);
  useBuilderView.getState().openMenu({
    over: id ?? (node ? (selection[0] ?? null) : null),
    at: { x: event.clientX, y: event.clientY },
  });
};

const isCard = (node: unknown): node is { id: string } =>
  typeof node === "object" && node !== null && "id" in node && typeof node.id === "string";

const KEYS =
  "Enter opens the step, A adds one behind it, arrow keys move between steps, question mark lists all keys.";
const MULTI = ["Meta", "Control"];

const nodeTypes: NodeTypes = { card: EditCard, stop: EditStop, note: NotesCard, lane: LaneFrame };
const edgeTypes: EdgeTypes = { flow: EditEdge };
