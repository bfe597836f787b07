/** Keys of UsageRecords: one per billable thing, so that nothing can be charged twice. */
export const workflowUsageKey = (runId: string): string => `run:${runId}:workflow`;

export const stepUsageKey = (runId: string, stepId: string, iterationPath: string, kind: string): string => `run:${runId}:step:${stepId}:iter:${iterationPath}:${kind}`;

/** 500 → "0.5", 12_400_000 → "12,400" */
export function formatTokens(milliTokens: number): string {
  return new Intl.NumberFormat("en-US", { maximumFractionDigits: 3 }).format(milliTokens / 1000);
}
