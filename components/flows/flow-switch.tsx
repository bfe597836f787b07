"use client";

import { cn } from "@/components/ui/cn";
import { Switch } from "@/components/ui/switch";
import type { FlowStatus } from "@/server/domain/flow";
import { useFlowActions } from "./use-flow-actions";

type FlowSwitchProps = {
  flow: { id: string; name: string; status: FlowStatus };
  /** In a row of a list: the word gives way in narrow windows. */
  inRow?: boolean;
};

/** On or off, with the word beside it. Turning a draft on publishes it. */
export function FlowSwitch({ flow, inRow }: FlowSwitchProps) {
  const { mayEdit, switching, activate, pause } = useFlowActions();
  const { word, ink } = WORDS[flow.status];
  return (
    <span className={cn("flex items-center gap-2", inRow && "sm:w-22")}>
      <Switch
        label={`${flow.name} is on`}
        hideLabel
        className="relative z-10"
        checked={flow.status === "active"}
        disabled={!mayEdit || switching || flow.status === "archived"}
        onCheckedChange={(on) => (on ? activate(flow) : pause(flow))}
      />
      <span className={cn("font-medium", ink, inRow && "max-sm:sr-only")}>{word}</span>
    </span>
  );
}

const WORDS: Record<FlowStatus, { word: string; ink: string }> = {
  active: { word: "Active", ink: "text-succeeded" },
  paused: { word: "Paused", ink: "text-held" },
  draft: { word: "Draft", ink: "text-muted" },
  archived: { word: "Deleted", ink: "text-muted" },
};
