import { Panel, useReactFlow } from "@xyflow/react";
import { Maximize, Minus, Plus } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";

const MOVE = { duration: 150 };

export function CanvasControls() {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  return (
    <Panel position="bottom-left" className="m-3! flex rounded-md border border-line bg-surface">
      <IconButton label="Zoom out" side="top" onClick={() => zoomOut(MOVE)}>
        <Minus aria-hidden />
      </IconButton>
      <IconButton label="Zoom in" side="top" onClick={() => zoomIn(MOVE)}>
        <Plus aria-hidden />
      </IconButton>
      <IconButton
        label="Fit the whole flow"
        side="top"
        onClick={() => fitView({ ...MOVE, padding: 0.12, maxZoom: 1 })}
      >
        <Maximize aria-hidden />
      </IconButton>
    </Panel>
  );
}
