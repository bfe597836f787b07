import type { CanvasBox } from "@/components/flow-builder/canvas-model";
import { cardSize, stopSize } from "@/components/flow-builder/card-size";
import { StepTile } from "@/components/flow-builder/step-tile";
import { cn } from "@/components/ui/cn";
import type { FlowDefinition } from "@/server/domain/flow";
import { flowDrawing } from "./flow-drawing";
import { LineParts } from "./line-parts";

/** The whole flow to look at, with every card: what the canvas shows, without loading it. */
export function FlowPicture({
  definition,
  describedBy,
}: {
  definition: FlowDefinition;
  describedBy: string;
}) {
  const drawing = flowDrawing(definition, sizeOf);
  return (
    <section
      aria-label="Picture of the flow"
      aria-describedby={describedBy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys, too
      tabIndex={0}
      className="max-h-160 overflow-auto rounded-lg border border-line bg-[radial-gradient(var(--gray-5)_1px,transparent_1px)] bg-sunken bg-size-[20px_20px] focus-visible:-outline-offset-2"
    >
      <div
        aria-hidden
        className="relative mx-auto my-4"
        style={{ width: drawing.width, height: drawing.height }}
      >
        {drawing.lane ? (
          <div
            className="absolute rounded-xl border border-error/40 border-dashed"
            style={{ ...cornerOf(drawing.lane), width: drawing.lane.width, height: drawing.lane.height }}
          >
            <span className="absolute top-2.5 left-5 font-medium text-error text-xs">If something fails</span>
          </div>
        ) : null}
        <svg width={drawing.width} height={drawing.height} className="absolute inset-0">
          <title>Lines between the steps</title>
          {drawing.lines.map(({ id, path, isError }) => (
            <path
              key={id}
              d={path}
              fill="none"
              strokeWidth={1.5}
              strokeDasharray={isError ? "5 4" : undefined}
              className={isError ? "stroke-error" : "stroke-gray-8"}
            />
          ))}
        </svg>
        {drawing.lines.map(({ id, label, labelAt, isError }) =>
          label && labelAt ? (
            <span
              key={id}
              className={cn(
                "-translate-x-1/2 -translate-y-1/2 absolute whitespace-nowrap rounded-full border border-line bg-surface px-2 font-medium text-xs leading-4.5",
                isError ? "text-error" : "text-muted",
              )}
              style={cornerOf(labelAt)}
            >
              {label}
            </span>
          ) : null,
        )}
        {drawing.boxes.map(({ box, x, y, width, height }) => (
          <div key={box.id} className="absolute" style={{ left: x, top: y, width, height }}>
            <Box box={box} />
          </div>
        ))}
      </div>
    </section>
  );
}

const cornerOf = ({ x, y }: { x: number; y: number }) => ({ left: x, top: y });

const sizeOf = (box: CanvasBox) => (box.kind === "stop" ? stopSize(box.text) : cardSize(box.face, false));

function Box({ box }: { box: CanvasBox }) {
  if (box.kind === "stop")
    return (
      <span
        className={cn(
          "grid size-full place-items-center truncate rounded-full border border-line bg-surface px-2 text-xs",
          box.tone === "error" ? "text-error" : "text-muted",
        )}
      >
        {box.text}
      </span>
    );
  const { face } = box;
  return (
    <div className="flex size-full items-start gap-2.5 overflow-hidden rounded-xl border border-line-strong bg-surface px-2.5 py-2.5">
      {face.bar ? null : <StepTile icon={face.icon} family={face.family} />}
      <div className="min-w-0 flex-1">
        <p className="truncate font-semibold text-sm leading-5">{face.title}</p>
        {face.parts.length > 0 && !face.bar ? (
          <p className="mt-0.5 line-clamp-3 text-muted text-xs leading-4.5">
            <LineParts parts={face.parts} />
          </p>
        ) : null}
      </div>
    </div>
  );
}
