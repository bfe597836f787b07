import type { UsageKind } from "./plans";

/** Keys of UsageRecords: one per billable thing, so that nothing can be charged twice. */
export const workflowUsageKey = (runId: string): string => `run:${runId}:workflow`;

export const stepUsageKey = (runId: string, stepId: string, iterationPath: string, kind: string): string =>
  `run:${runId}:step:${stepId}:iter:${iterationPath}:${kind}`;

export const callMinuteKey = (callId: string, minute: number): string => `call:${callId}:minute:${minute}`;

export const USAGE_WORDS: Record<UsageKind, string> = {
  call_minute: "Call minutes",
  sms_sent: "SMS sent",
  email_sent: "Emails sent",
  workflow_execution: "Flow runs",
  ai_transcription: "AI transcriptions",
};

/** 500 → "0.5", 12_400_000 → "12,400" */
export function formatTokens(milliTokens: number): string {
  return new Intl.NumberFormat("en-US", { maximumFractionDigits: 3 }).format(milliTokens / 1000);
}
