import { Panel, useReactFlow, useStore } from "@xyflow/react";
import { ArrowDown, ArrowRight, Maximize, Minus, Plus, StickyNote, Wand } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { stillness } from "./stillness";
import { useArrange } from "./use-arrange";
import { useDirection } from "./use-direction";

/** Zoom, and on a canvas that can be changed: notes, layout and the way it reads. */
export function CanvasControls({ editable = false }: { editable?: boolean }) {
  const { zoomIn, zoomOut, zoomTo, fitView } = useReactFlow();
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100));
  const move = () => ({ duration: stillness() ? 0 : 150 });
  return (
    <Panel position="bottom-left" className="m-3! flex gap-2">
      <div className={groupClass}>
        <IconButton label="Zoom out" shortcut="−" side="top" onClick={() => zoomOut(move())}>
          <Minus aria-hidden />
        </IconButton>
        <button
          type="button"
          title="100 % (0)"
          aria-label={`Zoom is ${percent} %. Set it to 100 %`}
          onClick={() => zoomTo(1, move())}
          className="w-11 rounded-md text-center text-muted text-xs tabular-nums hover:text-ink"
        >
          {percent} %
        </button>
        <IconButton label="Zoom in" shortcut="+" side="top" onClick={() => zoomIn(move())}>
          <Plus aria-hidden />
        </IconButton>
        <IconButton
          label="Fit the whole flow"
          shortcut="1"
          side="top"
          onClick={() => fitView({ ...move(), padding: 0.12, maxZoom: 1 })}
        >
          <Maximize aria-hidden />
        </IconButton>
      </div>
      {editable ? <EditTools /> : null}
    </Panel>
  );
}

const groupClass = "flex rounded-md border border-line bg-surface";

function EditTools() {
  const { tidy, addNote } = useArrange();
  const [direction, setDirection] = useDirection();
  const down = direction === "down";
  return (
    <div className={groupClass}>
      <IconButton label="Tidy up the canvas" shortcut="⇧ A" side="top" onClick={tidy}>
        <Wand aria-hidden />
      </IconButton>
      <IconButton
        label={down ? "Read from left to right" : "Read from top to bottom"}
        side="top"
        onClick={() => setDirection(down ? "right" : "down")}
      >
        {down ? <ArrowRight aria-hidden /> : <ArrowDown aria-hidden />}
      </IconButton>
      <IconButton label="Add a note" shortcut="N" side="top" onClick={() => addNote()}>
        <StickyNote aria-hidden />
      </IconButton>
    </div>
  );
}
