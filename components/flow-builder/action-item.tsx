"use client";

import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import type { StepAction } from "./use-step-actions";

/** Something that can be done with a step, as an entry of a menu. */
export const ActionItem = ({
  action: { label, icon: Icon, shortcut, danger, run },
}: {
  action: StepAction;
}) => (
  <DropdownMenuItem
    icon={<Icon aria-hidden />}
    onSelect={run}
    {...(shortcut !== undefined && { shortcut })}
    tone={danger ? "danger" : "plain"}
  >
    {label}
  </DropdownMenuItem>
);
