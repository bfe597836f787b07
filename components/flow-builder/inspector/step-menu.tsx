"use client";

import { Crosshair, Ellipsis, Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import type { Step } from "@/server/domain/step";
import { ActionItem } from "../action-item";
import { useBuilderView } from "../builder-view";
import { useStepActions } from "../use-step-actions";

const StepReferences = dynamic(() =>
  import("@/components/flows/step-references").then((module) => module.StepReferences),
);

export function StepMenu({ step, readOnly }: { step: Step; readOnly: boolean }) {
  const actions = useStepActions();
  const [seeking, setSeeking] = useState(false);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label="More about the step">
            <Ellipsis aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem
            icon={<Crosshair aria-hidden />}
            onSelect={() => useBuilderView.getState().canvas?.show(step.id)}
          >
            Show on the canvas
          </DropdownMenuItem>
          <DropdownMenuItem icon={<Search aria-hidden />} onSelect={() => setSeeking(true)}>
            Find references…
          </DropdownMenuItem>
          <ActionItem action={actions.copy} />
          {readOnly ? null : (
            <>
              <ActionItem action={actions.cut} />
              <ActionItem action={actions.duplicate} />
              <DropdownMenuSeparator />
              <ActionItem action={actions.remove} />
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {seeking ? <StepReferences step={step} onClose={() => setSeeking(false)} /> : null}
    </>
  );
}
