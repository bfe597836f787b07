import type { CanvasBox } from "@/components/flow-builder/canvas-model";
import type { StepFamily } from "@/components/flow-builder/step-family";
import { cn } from "@/components/ui/cn";
import type { FlowDefinition } from "@/server/domain/flow";
import { type FlowDrawing, flowDrawing } from "./flow-drawing";

const WIDTH = 168;
const HEIGHT = 30;
const STOP = { width: 14, height: 14 };
/** What of a flow a card shows: its beginning, with the start in the middle, so large that it can be read. */
const SEEN = { width: 372, height: 218 };
const CHARACTER = 5.6;

/** A flow in small, drawn from its definition. The card around it says the same in words. */
export function FlowThumbnail({ definition }: { definition: FlowDefinition }) {
  const drawing = drawn.get(definition) ?? flowDrawing(definition, sizeOf, { labels: false });
  drawn.set(definition, drawing);
  const start = drawing.boxes.reduce((first, box) => (box.y < first.y ? box : first));
  const left = start.x + start.width / 2 - SEEN.width / 2;
  return (
    <div
      aria-hidden
      className="h-44 overflow-hidden bg-sunken mask-[linear-gradient(to_bottom,black_75%,transparent)]"
    >
      <svg
        viewBox={`${left} 0 ${SEEN.width} ${SEEN.height}`}
        preserveAspectRatio="xMidYMin slice"
        className="mt-2 block size-full"
      >
        <title>The flow</title>
        {drawing.lines.map(({ id, path, isError }) =>
          // What happens when something fails is too much for a glance.
          isError ? null : (
            <path key={id} d={path} fill="none" strokeWidth={1.25} className="stroke-gray-8" />
          ),
        )}
        {drawing.boxes.map(({ box, x, y, width, height }) =>
          box.kind === "stop" ? (
            <circle
              key={box.id}
              cx={x + width / 2}
              cy={y + height / 2}
              r={4}
              className="fill-surface stroke-gray-8"
            />
          ) : (
            <g key={box.id} transform={`translate(${x} ${y})`}>
              <rect
                width={width}
                height={height}
                rx={7}
                className="fill-surface stroke-line-strong"
                strokeWidth={1}
              />
              <rect x={5} y={5} width={20} height={20} rx={5} className={FILL[box.face.family]} />
              <box.face.icon
                x={9}
                y={9}
                width={12}
                height={12}
                className={cn("fill-none", INK[box.face.family])}
              />
              <text x={31} y={19} className="fill-ink font-medium text-[10.5px]">
                {shortened(box.face.title, (width - 38) / CHARACTER)}
              </text>
            </g>
          ),
        )}
      </svg>
    </div>
  );
}

const drawn = new WeakMap<FlowDefinition, FlowDrawing>();

const sizeOf = (box: CanvasBox) => (box.kind === "stop" ? STOP : { width: WIDTH, height: HEIGHT });

const shortened = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, Math.floor(most) - 1).trimEnd()}…` : text;

const FILL: Record<StepFamily, string> = {
  trigger: "fill-trigger-soft",
  action: "fill-action-soft",
  message: "fill-message-soft",
  logic: "fill-logic-soft",
  wait: "fill-wait-soft",
  code: "fill-code-soft",
  error: "fill-error-soft",
};
const INK: Record<StepFamily, string> = {
  trigger: "text-trigger",
  action: "text-action",
  message: "text-message",
  logic: "text-logic",
  wait: "text-wait",
  code: "text-code",
  error: "text-error",
};
