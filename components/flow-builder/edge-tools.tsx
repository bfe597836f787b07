import { Plus, Unlink } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { TRIGGER } from "@/server/domain/flow-graph";
import { useBuilderView } from "./builder-view";
import type { Way } from "./canvas-model";
import type { Point } from "./route-edge";
import { useBuilderStore } from "./use-builder";

type EdgeToolsProps = {
  way: Way;
  label: string;
  at: Point;
  chosen: boolean;
  /** Something is dragged that can be put here. */
  glowing: boolean;
  /** It is held over this very way. */
  held: boolean;
};

/** The “+” in the middle of a way, and for a way that was clicked: end it here. */
export function EdgeTools({ way, label, at, chosen, glowing, held }: EdgeToolsProps) {
  const store = useBuilderStore();
  const aside = label ? Math.min(80, label.length * 3.25 + 8) + 14 : 0;
  const name = label ? `“${label}”` : "here";
  return (
    <span
      style={{ transform: `translate(-50%, -50%) translate(${at.x + aside}px, ${at.y}px)` }}
      className="nopan nodrag pointer-events-auto absolute flex gap-1"
    >
      <button
        type="button"
        data-insert
        data-way-from={way.stepId}
        data-way-outlet={way.outlet}
        aria-label={label ? `Add a step on ${name}` : "Add a step here"}
        title={label ? `Add a step on ${name}` : "Add a step here"}
        onClick={(event) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect();
          useBuilderView.getState().choose({ kind: "step", after: way }, { x: left, y: bottom + 4 });
        }}
        className={cn(
          "grid size-5 place-items-center rounded-full border border-line-strong bg-surface text-muted hover:border-accent hover:bg-accent hover:text-on-accent focus-visible:border-accent",
          glowing && "baton-glow border-accent text-accent-ink",
          held && "scale-140 border-accent bg-accent text-on-accent",
        )}
      >
        <Plus aria-hidden className="size-3.5" />
      </button>
      {chosen && way.stepId !== TRIGGER ? (
        <button
          type="button"
          aria-label="End the way here"
          title="End the way here (Delete)"
          onClick={() => {
            store
              .getState()
              .edit({ kind: "disconnect", from: way.stepId, outlet: way.outlet }, { label: "Way ended" });
            useBuilderView.getState().selectEdge(null);
          }}
          className="grid size-5 place-items-center rounded-full border border-line-strong bg-surface text-muted hover:border-failed hover:text-failed"
        >
          <Unlink aria-hidden className="size-3" />
        </button>
      ) : null}
    </span>
  );
}
