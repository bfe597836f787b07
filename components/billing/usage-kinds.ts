import type { ChartSeries } from "@/components/charts/chart-types";
import type { UsageKind } from "@/server/domain/plans";

/** The same colour for a kind in every chart. */
export const kindColor: Record<UsageKind, ChartSeries["color"]> = {
  workflow_execution: "chart-1",
  sms_sent: "chart-2",
  email_sent: "chart-3",
  call_minute: "chart-5",
  ai_transcription: "chart-4",
};

export const usageKinds = [
  "workflow_execution",
  "sms_sent",
  "email_sent",
  "call_minute",
  "ai_transcription",
] as const satisfies UsageKind[];
