import { ChevronsDownUp, ChevronsUpDown } from "lucide-react";
import { useBuilderView } from "./builder-view";
import type { Fold } from "./canvas-model";
import { CardButton } from "./card-button";

/** Folds a loop's steps up behind its card, and shows them again. */
export function FoldButton({ loopId, fold }: { loopId: string; fold: Fold }) {
  if (fold.count === 0) return null;
  const steps = `${fold.count} ${fold.count === 1 ? "step" : "steps"}`;
  return (
    <CardButton
      label={fold.open ? `Fold up its ${steps}` : `Show its ${steps}`}
      onClick={() => useBuilderView.getState().fold(loopId)}
    >
      {fold.open ? <ChevronsDownUp aria-hidden /> : <ChevronsUpDown aria-hidden />}
    </CardButton>
  );
}
