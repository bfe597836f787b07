import { formatNumber, formatPercent } from "@/components/ui/format-number";
import type { FlowListItem } from "./flow-types";

/** Share of the last 30 days' ended runs that went well, as a bar and a figure. */
export function SuccessRate({ recent }: { recent: FlowListItem["recent"] }) {
  if (recent.successRate === null) return <span className="text-faint">–</span>;
  const ended = recent.completed + recent.failed;
  return (
    <span
      className="flex items-center gap-2"
      title={`${formatNumber(recent.completed)} of ${formatNumber(ended)} runs succeeded in the last 30 days`}
    >
      <span aria-hidden className="h-1.5 w-10 overflow-hidden rounded-full bg-chart-failed">
        <span className="block h-full bg-succeeded" style={{ width: `${recent.successRate * 100}%` }} />
      </span>
      {formatPercent(recent.successRate)}
    </span>
  );
}
