import {
  CalendarClock,
  type LucideIcon,
  MousePointerClick,
  RotateCcw,
  SquareTerminal,
  Workflow,
  Zap,
} from "lucide-react";
import type { RunOrigin } from "@/server/domain/run";
import type { RunFacts } from "./run-types";

/** What started a run, as a sign and a word: for lists and filters. */
export const originLanguage: Record<RunOrigin, { word: string; icon: LucideIcon }> = {
  event: { word: "Event", icon: Zap },
  schedule: { word: "Schedule", icon: CalendarClock },
  manual: { word: "By hand", icon: MousePointerClick },
  sub_flow: { word: "Sub-flow", icon: Workflow },
  replay: { word: "Retry", icon: RotateCcw },
  direct: { word: "Direct call", icon: SquareTerminal },
};

type Origin = Pick<RunFacts, "origin" | "triggerEventType" | "mode">;

/** What started a run, in words. */
export function runOrigin({ origin, triggerEventType, mode }: Origin): string {
  if (mode === "test") return `Test with ${triggerEventType || "a sample event"}`;
  switch (origin) {
    case "event":
      return triggerEventType;
    case "replay":
      return `Retry, ${triggerEventType}`;
    case "manual":
      return "By hand";
    case "schedule":
      return "Schedule";
    case "sub_flow":
      return "Step of another flow";
    default:
      return `Direct call${triggerEventType ? `, ${triggerEventType}` : ""}`;
  }
}
