"use client";

import { Background, MiniMap, ReactFlow, type ReactFlowProps } from "@xyflow/react";
import { useMemo } from "react";
import { CanvasControls } from "./canvas-controls";
import type { CanvasEdge, CanvasNode } from "./canvas-model";
import { mapColor } from "./map-color";
import "./flow-canvas.css";

type CanvasFrameProps = ReactFlowProps<CanvasNode, CanvasEdge> & {
  nodes: CanvasNode[];
  /** Its cards can be moved and connected. */
  editable?: boolean;
  /** Which keys a card knows, in a sentence. */
  keys: string;
  /** Id of the element that tells the same in words. */
  describedBy: string;
};

/** What every canvas is: dots behind it, zoom, a map of larger flows, and no keys but our own. */
export function CanvasFrame({ nodes, editable = false, keys, describedBy, ...props }: CanvasFrameProps) {
  const labels = useMemo(() => ({ "node.a11yDescription.default": keys }), [keys]);
  return (
    <ReactFlow
      nodes={nodes}
      onlyRenderVisibleElements={nodes.length > MANY}
      minZoom={0.1}
      maxZoom={1.5}
      nodesDraggable={editable}
      nodesConnectable={editable}
      edgesFocusable={false}
      deleteKeyCode={null}
      panOnScroll
      zoomOnDoubleClick={false}
      attributionPosition="top-right"
      ariaLabelConfig={labels}
      aria-label="Canvas of the flow"
      aria-describedby={describedBy}
      {...props}
    >
      <Background gap={20} size={1.5} />
      <CanvasControls editable={editable} />
      {nodes.length > MAP_FROM ? (
        <MiniMap
          pannable
          zoomable
          nodeColor={mapColor}
          nodeStrokeColor={NOTHING}
          nodeClassName={NOTHING}
          nodeBorderRadius={16}
          className="m-3! rounded-md border border-line"
          style={MAP_SIZE}
        />
      ) : null}
    </ReactFlow>
  );
}

/** From here on only what is in view is drawn: 500 cards stay at 60 frames a second. */
const MANY = 80;
const MAP_FROM = 14;
/** The same function each time: with plain values the map draws every node again when one comes or goes. */
const NOTHING = () => "";
const MAP_SIZE = { width: 140, height: 110 };
