import { PRICES } from "@/server/domain/plans";
import type { StepStatus } from "@/server/domain/run";
import type { DemoEvent } from "./demo-flow";

/** Something that becomes true `at` milliseconds after the event was sent. */
export type DemoBeat = {
  at: number;
  stepId: string;
  status: StepStatus;
  attempt?: number;
  /** When it goes on, counted like `at`. */
  wakeAt?: number;
  outlet?: string;
  milliTokens?: number;
};

/** What a run of the demonstration's flow does: one request is refused once and tried again. */
export const demoScript: Record<DemoEvent, DemoBeat[]> = {
  large: [
    { at: 150, stepId: "large", status: "running" },
    { at: 500, stepId: "large", status: "succeeded", outlet: "true" },
    { at: 650, stepId: "pause", status: "waiting", wakeAt: 2_650 },
    { at: 2_650, stepId: "pause", status: "succeeded", outlet: "success" },
    { at: 2_800, stepId: "crm", status: "running" },
    { at: 3_700, stepId: "crm", status: "retrying", wakeAt: 5_200 },
    { at: 5_200, stepId: "crm", status: "running", attempt: 2 },
    { at: 6_000, stepId: "crm", status: "succeeded", attempt: 2, outlet: "success" },
    { at: 6_150, stepId: "thanks", status: "running" },
    {
      at: 6_750,
      stepId: "thanks",
      status: "succeeded",
      outlet: "success",
      milliTokens: PRICES.email_sent.milliTokens,
    },
  ],
  small: [
    { at: 150, stepId: "large", status: "running" },
    { at: 500, stepId: "large", status: "succeeded", outlet: "false" },
    { at: 600, stepId: "pause", status: "skipped" },
    { at: 700, stepId: "crm", status: "skipped" },
    { at: 800, stepId: "thanks", status: "skipped" },
  ],
};
