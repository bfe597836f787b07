import { ArrowRight, CircleStop } from "lucide-react";
import type { PaletteChoice } from "@/components/shell/palette-commands";
import { TRIGGER } from "@/server/domain/flow-graph";
import { END } from "@/server/domain/flow-limits";
import { outletsOf } from "@/server/domain/outlets";
import { stepTitle } from "@/server/domain/step-title";
import type { BuilderStore } from "./builder-store";
import { connectionProblem } from "./connection-problem";

/** Every way out of the selected step to every step to which it may lead, to be found by typing. */
export function connectChoices(store: BuilderStore, show: (id: string) => void): PaletteChoice[] {
  const { definition, selection } = store.getState();
  const [from] = selection;
  if (from === undefined || selection.length > 1) return [];
  const steps = [...definition.steps, ...definition.error_handlers];
  const step = steps.find(({ id }) => id === from);
  const ways = step
    ? outletsOf(step).filter(({ field }) => field !== null)
    : from === TRIGGER
      ? [{ outlet: "start", label: "start", target: definition.steps[0]?.id }]
      : [];
  const goals = [
    ...steps.map((one) => ({ id: one.id, title: stepTitle(one) })),
    { id: END, title: "the end" },
  ];
  return ways.flatMap(({ outlet, label, target }) =>
    goals
      .filter(({ id }) => id !== from && id !== target)
      .filter(({ id }) => connectionProblem(definition, { stepId: from, outlet }, id) === null)
      .map(({ id, title }) => ({
        id: `${outlet} ${id}`,
        title: `${label || "then"} → ${title}`,
        icon: id === END ? CircleStop : ArrowRight,
        aside: id === END ? "" : id,
        keywords: [id],
        run: () => {
          if (store.getState().edit({ kind: "connect", from, outlet, to: id })) show(from);
        },
      })),
  );
}
