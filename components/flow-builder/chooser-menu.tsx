"use client";

import { Popover as Radix } from "radix-ui";
import { useMemo, useRef } from "react";
import { PopoverContent } from "@/components/ui/popover";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { TRIGGER } from "@/server/domain/flow-graph";
import { outletsOf } from "@/server/domain/outlets";
import { stepTitle } from "@/server/domain/step-title";
import { type ChooserPlace, useBuilderView } from "./builder-view";
import { StepChooser } from "./step-chooser";
import { useAddStep } from "./use-add-step";
import { useBuilderStore } from "./use-builder";

/** The menu of steps behind a “+”, at the place where it was asked for. */
export function ChooserMenu() {
  const chooser = useBuilderView((view) => view.chooser);
  const close = useBuilderView((view) => view.closeChooser);
  const store = useBuilderStore();
  const addStep = useAddStep();
  const added = useRef(false);
  const at = chooser?.at;
  const anchor = useMemo(
    () => ({ current: { getBoundingClientRect: () => new DOMRect(at?.x ?? 0, at?.y ?? 0, 0, 0) } }),
    [at],
  );
  return (
    <Radix.Root open={chooser !== null} onOpenChange={(open) => !open && close()}>
      <Radix.Anchor virtualRef={anchor} />
      {chooser ? (
        <PopoverContent
          aria-label={chooser.place.kind === "trigger" ? "Choose what starts the flow" : "Add a step"}
          className="flex h-104 max-h-[60vh] w-72 flex-col p-0"
          onOpenAutoFocus={() => {
            added.current = false;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // A step that was added takes the focus itself.
            if (added.current) return;
            const { place } = chooser;
            const from = place.kind === "step" ? place.after?.stepId : undefined;
            const [selected = TRIGGER] = store.getState().selection;
            useBuilderView.getState().canvas?.show(from ?? selected);
          }}
        >
          <StepChooser
            of={chooser.place.kind === "trigger" ? "triggers" : "steps"}
            autoFocus
            onChoose={(item) => {
              added.current = addStep(item, chooser.place) && "step" in item.make;
              close();
            }}
          >
            <Place place={chooser.place} at={chooser.at} />
          </StepChooser>
        </PopoverContent>
      ) : null}
    </Radix.Root>
  );
}

type PlaceProps = { place: ChooserPlace; at: { x: number; y: number } };

/** Behind which step, and on which of its ways. */
function Place({ place, at }: PlaceProps) {
  const store = useBuilderStore();
  if (place.kind !== "step" || !place.after) return null;
  const { after } = place;
  const { definition } = store.getState();
  const step = [...definition.steps, ...definition.error_handlers].find(({ id }) => id === after.stepId);
  const name = after.stepId === TRIGGER ? "the start" : step ? `“${stepTitle(step)}”` : "this step";
  const ways = step
    ? outletsOf(step)
        .filter(({ field }) => field !== null)
        .map(({ outlet, label }) => ({ value: outlet, label: label || "then" }))
    : [];
  const outlet = "outlet" in after ? after.outlet : ways[0]?.value;
  return (
    <div className="flex flex-col gap-1.5 border-line border-b px-3 py-2 text-muted text-xs">
      <p className="truncate">After {name}</p>
      {ways.length > 1 && ways.length < 5 && outlet !== undefined ? (
        <SegmentedControl
          label="On which way"
          className="self-start"
          options={ways}
          value={outlet}
          onChange={(next) =>
            useBuilderView
              .getState()
              .choose({ kind: "step", after: { stepId: after.stepId, outlet: next } }, at)
          }
        />
      ) : null}
    </div>
  );
}
