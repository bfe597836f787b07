"use client";

import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { StepFamily } from "../step-family";
import { StepTile } from "../step-tile";

type InspectorHeaderProps = {
  icon: LucideIcon;
  family: StepFamily;
  title: ReactNode;
  below: ReactNode;
  /** A menu. */
  aside?: ReactNode;
};

export function InspectorHeader({ icon, family, title, below, aside }: InspectorHeaderProps) {
  return (
    <header className="flex items-start gap-2.5 px-4 pt-4 pb-2">
      <StepTile icon={icon} family={family} />
      <div className="min-w-0 flex-1">
        <h2 className="break-words font-semibold">{title}</h2>
        <div className="text-muted text-xs">{below}</div>
      </div>
      {aside}
    </header>
  );
}
