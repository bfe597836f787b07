import type { UsageView } from "./use-usage-view";

/** The records that the page lists, and that an export takes. */
export const recordQuery = ({ period, kind, flow, day }: UsageView) => ({
  period: period ?? undefined,
  kind: kind ?? undefined,
  flowId: flow ?? undefined,
  day: day?.toISOString().slice(0, 10),
});
