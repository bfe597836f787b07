import { ChartCard } from "@/components/charts/chart-card";
import type { ChartSeries } from "@/components/charts/chart-types";
import { formatCompact } from "@/components/ui/format-number";
import type { Estimate } from "./cost-types";
import { monthRows } from "./month-rows";
import { tokensInWords } from "./token-words";

/** A month like the last days: what is to be expected, what hardly any goes beyond, the worst. */
export function CostMonth({ month }: { month: NonNullable<Estimate["month"]> }) {
  // One day alone tells nothing of how months differ.
  if (month.worst === month.expected) return null;
  return (
    <ChartCard
      title="Tokens in a month"
      finding={`95 of 100 months like these cost less than ${tokensInWords(month.p95)}`}
      series={SERIES}
      rows={monthRows(month)}
      rowsAre="Month"
      format={tokensInWords}
      formatTick={(milliTokens) => formatCompact(milliTokens / 1_000)}
    />
  );
}

const SERIES: ChartSeries[] = [{ key: "milliTokens", label: "Tokens", color: "chart-1", as: "bar" }];
