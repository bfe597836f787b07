import { Ban, Circle, CircleCheck, CircleMinus, CirclePause, CircleX, Clock, RotateCw } from "lucide-react";
import type { ComponentType } from "react";
import type { RunStatus, StepStatus } from "@/server/domain/run";
import { RunningIcon } from "./running-icon";

type StateWords = {
  word: string;
  icon: ComponentType<{ className?: string; "aria-hidden"?: boolean }>;
  /** Text and icon. */
  ink: string;
  /** Background of a badge. */
  soft: string;
};

export type State = RunStatus | StepStatus;

/** The one language of states: icon, word and colour, the same wherever a state is shown. */
export const stateLanguage: Record<State, StateWords> = {
  queued: { word: "Queued", icon: Circle, ink: "text-idle", soft: "bg-idle-soft" },
  running: { word: "Running", icon: RunningIcon, ink: "text-running", soft: "bg-running-soft" },
  retrying: { word: "Retrying", icon: RotateCw, ink: "text-running", soft: "bg-running-soft" },
  waiting: { word: "Waiting", icon: Clock, ink: "text-waiting", soft: "bg-waiting-soft" },
  held: { word: "Held", icon: CirclePause, ink: "text-held", soft: "bg-held-soft" },
  completed: { word: "Succeeded", icon: CircleCheck, ink: "text-succeeded", soft: "bg-succeeded-soft" },
  succeeded: { word: "Succeeded", icon: CircleCheck, ink: "text-succeeded", soft: "bg-succeeded-soft" },
  failed: { word: "Failed", icon: CircleX, ink: "text-failed", soft: "bg-failed-soft" },
  skipped: { word: "Skipped", icon: CircleMinus, ink: "text-idle", soft: "bg-idle-soft" },
  cancelled: { word: "Cancelled", icon: Ban, ink: "text-idle", soft: "bg-idle-soft" },
};
