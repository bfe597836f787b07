import { EdgeLabelRenderer, type EdgeProps, useStore } from "@xyflow/react";
import { memo, useContext, useState } from "react";
import { useBuilderView } from "./builder-view";
import type { CanvasEdge } from "./canvas-model";
import { EdgeLabel } from "./edge-label";
import { EdgeLine } from "./edge-line";
import { edgePath } from "./edge-path";
import { EdgeTools } from "./edge-tools";
import { edgeMark, StepMarks } from "./step-mark";
import { useBuilder } from "./use-builder";

/** A way to work with: under the pointer it shows its “+”, while something is dragged it shows where that can go. */
export const EditEdge = memo(function EditEdge(props: EdgeProps<CanvasEdge>) {
  const { data, source } = props;
  const outlet = data?.outlet ?? "";
  const marks = useContext(StepMarks);
  const mark = marks && data ? edgeMark(marks, data) : "open";
  const [over, setOver] = useState(false);
  const chosen = useBuilderView(({ edge }) => edge?.stepId === source && edge.outlet === outlet);
  const carrying = useBuilderView(
    ({ carried, carriesCard }) => carriesCard || (carried !== null && "step" in carried.make),
  );
  const near = useStore(({ transform }) => transform[2] >= NEAR);
  const held = useBuilderView(({ dropOn }) => dropOn?.stepId === source && dropOn.outlet === outlet);
  const leavesSelection = useBuilder(({ selection }) => selection.length === 1 && selection[0] === source);
  const readOnly = useBuilder((state) => state.readOnly);
  if (!data) return null;
  const { path, labelAt } = edgePath(props, data);
  const error = data.lane === "error";
  // The catch-all stands for the ways of many steps: there is no single place on it.
  const single = !readOnly && (data.stepIds === null || data.stepIds[0] === source);
  const tools = single && (over || chosen || held || (near && (carrying || leavesSelection)));
  const place = { transform: `translate(-50%, -50%) translate(${labelAt.x}px, ${labelAt.y}px)` };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what the pointer reveals is reached by keys through its card
    <g onMouseEnter={() => setOver(true)} onMouseLeave={() => setOver(false)}>
      <EdgeLine path={path} error={error} mark={mark} selected={chosen || held} />
      {single ? (
        <path
          d={path}
          fill="none"
          stroke="transparent"
          strokeWidth={22}
          data-way-from={source}
          data-way-outlet={outlet}
          className="cursor-pointer"
        />
      ) : null}
      {data.label || tools ? (
        <EdgeLabelRenderer>
          {data.label ? <EdgeLabel text={data.label} error={error} mark={mark} style={place} /> : null}
          {tools ? (
            <EdgeTools
              way={{ stepId: source, outlet }}
              label={data.label}
              at={labelAt}
              chosen={chosen}
              glowing={carrying}
              held={held}
            />
          ) : null}
        </EdgeLabelRenderer>
      ) : null}
    </g>
  );
});

/** From further away the points on all ways would be dust. */
const NEAR = 0.4;
