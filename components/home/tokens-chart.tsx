import { ChartCard } from "@/components/charts/chart-card";
import type { ChartSeries } from "@/components/charts/chart-types";
import { comparePeriods } from "@/components/charts/compare-periods";
import { formatCompact, formatNumber } from "@/components/ui/format-number";
import { dayLabel } from "./day-label";
import type { HomeStats } from "./home-types";

export function TokensChart({ stats, days }: { stats: HomeStats; days: number }) {
  const rows = stats.days.map((day, index) => ({
    key: day.day,
    ...dayLabel(day.day),
    values: { tokens: day.milliTokens / 1000, before: (stats.previousDays[index]?.milliTokens ?? 0) / 1000 },
  }));
  const used = stats.totals.milliTokens;
  const comparison = comparePeriods(used, stats.previousTotals.milliTokens, days);
  return (
    <ChartCard
      title="Tokens per day"
      finding={`${formatNumber(used / 1000, 1)} tokens in ${days} days, ${comparison}`}
      series={series}
      rows={rows}
      format={(value) => formatNumber(value, 3)}
      formatTick={formatCompact}
    />
  );
}

const series: ChartSeries[] = [
  { key: "tokens", label: "Tokens", color: "chart-2", as: "bar" },
  { key: "before", label: "Period before", color: "chart-6", as: "past" },
];
