"use client";

import { ClipboardCopy, Copy, Crosshair, Ellipsis, Search, Trash2 } from "lucide-react";
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
import { useBuilderView } from "../builder-view";
import { useBuilderStore } from "../use-builder";
import { useClipboardActions } from "./use-clipboard-actions";

const StepReferences = dynamic(() =>
  import("@/components/flows/step-references").then((module) => module.StepReferences),
);

export function StepMenu({ step, readOnly }: { step: Step; readOnly: boolean }) {
  const store = useBuilderStore();
  const clipboard = useClipboardActions();
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
          <DropdownMenuItem icon={<ClipboardCopy aria-hidden />} onSelect={() => void clipboard.copy()}>
            Copy
          </DropdownMenuItem>
          {readOnly ? null : (
            <>
              <DropdownMenuItem icon={<Copy aria-hidden />} onSelect={() => store.getState().duplicate()}>
                Duplicate
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              <DropdownMenuItem
                tone="danger"
                icon={<Trash2 aria-hidden />}
                onSelect={() => store.getState().remove()}
              >
                Remove
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {seeking ? <StepReferences step={step} onClose={() => setSeeking(false)} /> : null}
    </>
  );
}
