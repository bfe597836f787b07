"use client";

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { TRIGGER } from "@/server/domain/flow-graph";
import { useBuilderView } from "./builder-view";

/** What to do with a flow that has no steps yet. */
export function EmptyHint() {
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-18 flex justify-center">
      <div className="pointer-events-auto flex max-w-100 flex-col items-center gap-2.5 rounded-xl border border-line bg-surface px-6 py-4 text-center">
        <p className="font-medium">Choose what happens first</p>
        <p className="text-muted">
          Drag a step from the left, or press <Kbd>A</Kbd>. Select the start to choose what begins the flow.
        </p>
        <Button
          variant="primary"
          onClick={(event) => {
            const { left, top } = event.currentTarget.getBoundingClientRect();
            useBuilderView
              .getState()
              .choose({ kind: "step", after: { stepId: TRIGGER } }, { x: left, y: top - 8 });
          }}
        >
          <Plus aria-hidden />
          Add the first step
        </Button>
      </div>
    </div>
  );
}
