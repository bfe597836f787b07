import { Ban, Circle, CircleCheck, CircleMinus, CirclePause, CircleX, Clock, RotateCw } from "lucide-react";
import type { ComponentType } from "react";
import type { RunStatus, StepStatus } from "@/server/domain/run";
import { STATUS_WORDS } from "@/server/domain/run-words";
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
  queued: { word: STATUS_WORDS.queued, icon: Circle, ink: "text-idle", soft: "bg-idle-soft" },
  running: { word: STATUS_WORDS.running, icon: RunningIcon, ink: "text-running", soft: "bg-running-soft" },
  retrying: { word: STATUS_WORDS.retrying, icon: RotateCw, ink: "text-running", soft: "bg-running-soft" },
  waiting: { word: STATUS_WORDS.waiting, icon: Clock, ink: "text-waiting", soft: "bg-waiting-soft" },
  held: { word: STATUS_WORDS.held, icon: CirclePause, ink: "text-held", soft: "bg-held-soft" },
  completed: {
    word: STATUS_WORDS.completed,
    icon: CircleCheck,
    ink: "text-succeeded",
    soft: "bg-succeeded-soft",
  },
  succeeded: {
    word: STATUS_WORDS.succeeded,
    icon: CircleCheck,
    ink: "text-succeeded",
    soft: "bg-succeeded-soft",
  },
  failed: { word: STATUS_WORDS.failed, icon: CircleX, ink: "text-failed", soft: "bg-failed-soft" },
  skipped: { word: STATUS_WORDS.skipped, icon: CircleMinus, ink: "text-idle", soft: "bg-idle-soft" },
  cancelled: { word: STATUS_WORDS.cancelled, icon: Ban, ink: "text-idle", soft: "bg-idle-soft" },
};
