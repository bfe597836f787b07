"use client";

import {
  Background,
  type EdgeTypes,
  MiniMap,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import { type MouseEvent as ReactMouseEvent, useRef } from "react";
import type { BuilderStore } from "./builder-store";
import { useBuilderView } from "./builder-view";
import { CanvasControls } from "./canvas-controls";
import { CanvasMenu } from "./canvas-menu";
import type { CanvasEdge, CanvasNode } from "./canvas-model";
import { ConnectionLine } from "./connection-line";
import { EditCard } from "./edit-card";
import { EditEdge } from "./edit-edge";
import { EditStop } from "./edit-stop";
import { EmptyHint } from "./empty-hint";
import { LaneFrame } from "./lane-frame";
import { mapColor } from "./map-color";
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
import "./flow-canvas.css";

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
  return (
    <StepMarks value={marks}>
      <div ref={frame} className="relative size-full" onKeyDownCapture={keys}>
        <ReactFlow
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
          onPaneClick={() => useBuilderView.getState().selectEdge(null)}
          onNodeContextMenu={menuOver(store)}
          onPaneContextMenu={menuOver(store)}
          onSelectionContextMenu={menuOver(store)}
          onInit={() => {
            startViewport(flow, frame.current);
            const [only, ...others] = store.getState().selection;
            if (only && others.length === 0) showNode(flow, only, frame.current);
          }}
          onlyRenderVisibleElements={nodes.length > MANY}
          minZoom={0.1}
          maxZoom={1.5}
          nodesDraggable={!readOnly}
          nodesConnectable={!readOnly}
          nodeDragThreshold={3}
          selectNodesOnDrag={false}
          edgesFocusable={false}
          connectOnClick={false}
          connectionRadius={24}
          reconnectRadius={12}
          deleteKeyCode={null}
          selectionKeyCode="Shift"
          multiSelectionKeyCode={MULTI}
          panOnScroll
          zoomOnDoubleClick={false}
          ariaLabelConfig={KEYS}
          aria-label="Canvas of the flow"
          aria-describedby={describedBy}
        >
          <Background gap={20} size={1.5} />
          <CanvasControls editable={!readOnly} />
          {nodes.length > MAP_FROM ? (
            <MiniMap
              pannable
              zoomable
              nodeColor={mapColor}
              nodeBorderRadius={16}
              className="m-3! rounded-md border border-line"
              style={{ width: 140, height: 110 }}
            />
          ) : null}
        </ReactFlow>
        {empty && !readOnly ? <EmptyHint /> : null}
        <CanvasMenu />
      </div>
    </StepMarks>
  );
}

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

const KEYS = {
  "node.a11yDescription.default":
    "Enter opens the step, A adds one behind it, arrow keys move between steps, question mark lists all keys.",
};
const MULTI = ["Meta", "Control"];

const nodeTypes: NodeTypes = { card: EditCard, stop: EditStop, note: NotesCard, lane: LaneFrame };
const edgeTypes: EdgeTypes = { flow: EditEdge };

/** From here on only what is in view is drawn. */
const MANY = 80;
const MAP_FROM = 14;
