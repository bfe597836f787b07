"use client";

import { ClipboardCopy, Copy, Crosshair, Ellipsis, Trash2 } from "lucide-react";
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

export function StepMenu({ step, readOnly }: { step: Step; readOnly: boolean }) {
  const store = useBuilderStore();
  const clipboard = useClipboardActions();
  return (
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
  );
}
