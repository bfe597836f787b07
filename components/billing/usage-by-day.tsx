import { ChartCard } from "@/components/charts/chart-card";
import { dayLabel } from "@/components/home/day-label";
import { formatCompact, formatNumber } from "@/components/ui/format-number";
import { USAGE_WORDS } from "@/server/domain/usage";
import { kindColor, usageKinds } from "./usage-kinds";
import type { UsageOfPeriod } from "./usage-types";

/** Bars by day, stacked by kind. */
export function UsageByDay({ usage }: { usage: UsageOfPeriod }) {
  const used = usageKinds.filter((kind) => usage.kinds.some((one) => one.kind === kind));
  const rows = usage.days.map(({ day, kinds }) => ({
    key: day,
    ...dayLabel(day),
    values: Object.fromEntries(used.map((kind) => [kind, (kinds[kind] ?? 0) / 1000])),
  }));
  const days = usage.days.length;
  return (
    <ChartCard
      title="Tokens per day"
      finding={`${formatNumber(usage.usedMilliTokens / 1000, 1)} tokens in ${days} ${days === 1 ? "day" : "days"}, ${formatNumber(usage.usedMilliTokens / 1000 / Math.max(1, days), 1)} a day`}
      series={used.map((kind) => ({
        key: kind,
        label: USAGE_WORDS[kind],
        color: kindColor[kind],
        as: "bar",
      }))}
      rows={rows}
      format={(value) => formatNumber(value, 3)}
      formatTick={formatCompact}
    />
  );
}
