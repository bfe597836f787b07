import { ChartCard } from "@/components/charts/chart-card";
import type { ChartSeries } from "@/components/charts/chart-types";
import { comparePeriods } from "@/components/charts/compare-periods";
import { formatCompact, formatNumber } from "@/components/ui/format-number";
import { dayLabel } from "./day-label";
import type { HomeStats } from "./home-types";

export function RunsChart({ stats, days }: { stats: HomeStats; days: number }) {
  const rows = stats.days.map((day, index) => ({
    key: day.day,
    ...dayLabel(day.day),
    values: {
      others: day.runs - day.failed,
      failed: day.failed,
      before: stats.previousDays[index]?.runs ?? 0,
    },
  }));
  const { runs, failed } = stats.totals;
  const comparison = comparePeriods(runs, stats.previousTotals.runs, days);
  return (
    <ChartCard
      title="Runs per day"
      finding={`${formatNumber(runs)} in ${days} days, ${comparison}; ${formatNumber(failed)} failed`}
      series={series}
      rows={rows}
      format={formatNumber}
      formatTick={formatCompact}
    />
  );
}

const series: ChartSeries[] = [
  { key: "others", label: "Succeeded or under way", color: "chart-1", as: "bar" },
  { key: "failed", label: "Failed", color: "chart-failed", as: "bar" },
  { key: "before", label: "Period before", color: "chart-6", as: "past" },
];
