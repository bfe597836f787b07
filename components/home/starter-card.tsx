import { useMemo } from "react";
import { canvasGraph } from "@/components/flow-builder/canvas-graph";
import { StepTile } from "@/components/flow-builder/step-tile";
import { Button } from "@/components/ui/button";
import type { Starter } from "./home-types";

type StarterCardProps = { starter: Starter; pending: boolean; disabled: boolean; onPick: () => void };

/** A starter flow: what it is for, its steps, and the button that makes it. */
export function StarterCard({ starter, pending, disabled, onPick }: StarterCardProps) {
  const faces = useMemo(
    () =>
      canvasGraph(starter.definition).boxes.flatMap((box) =>
        box.kind === "card" ? [{ id: box.id, face: box.face }] : [],
      ),
    [starter.definition],
  );
  return (
    <li className="flex flex-col rounded-lg border border-line bg-surface p-4">
      <h3 className="font-semibold text-base">{starter.name}</h3>
      <p className="mt-1 text-muted">{starter.description}</p>
      <ol className="my-4 flex flex-1 flex-col gap-1.5">
        {faces.map(({ id, face }) => (
          <li key={id} className="flex min-w-0 items-center gap-2">
            <StepTile icon={face.icon} family={face.family} />
            <span className="truncate">{face.title}</span>
          </li>
        ))}
      </ol>
      <Button variant="primary" size="md" pending={pending} disabled={disabled && !pending} onClick={onPick}>
        Use this flow
      </Button>
    </li>
  );
}
