import { ChartCard } from "@/components/charts/chart-card";
import type { ChartSeries } from "@/components/charts/chart-types";
import { dayLabel } from "@/components/home/day-label";
import { useWorkspace } from "@/components/shell/workspace-context";
import { formatCompact, formatNumber } from "@/components/ui/format-number";
import type { UsageOfPeriod } from "./usage-types";

/** The period's total day by day, against what is included, and on to its end. */
export function UsageCourse({ usage }: { usage: UsageOfPeriod }) {
  const { timezone } = useWorkspace();
  const { projection, includedMilliTokens, creditMilliTokens } = usage;
  const included = (includedMilliTokens + creditMilliTokens) / 1000;
  const points = new Map(projection?.points.map((point) => [point.day, point]));
  const totals = totalsOf(usage);
  const days = [...new Set([...totals.keys(), ...daysLeft(usage, timezone)])].sort();
  const rows = days.map((day) => {
    const [used, point] = [totals.get(day), points.get(day)];
    return {
      key: day,
      ...dayLabel(day),
      values: {
        included,
        ...(used !== undefined && { used: used / 1000 }),
        ...(point && { expected: point.expected / 1000, low: point.low / 1000, high: point.high / 1000 }),
      },
    };
  });
  const series: ChartSeries[] = [
    { key: "used", label: "Used", color: "chart-1", as: "line" },
    ...(projection ? FORECAST : []),
    {
      key: "included",
      label: creditMilliTokens > 0 ? "Included and credits" : "Included",
      color: "chart-6",
      as: "past",
    },
  ];
  return (
    <ChartCard
      title="Used so far"
      finding={
        projection
          ? `${formatNumber(projection.end.expected / 1000)} of ${formatNumber(included)} tokens expected by the end, after the last ${projection.knownDays} days`
          : `${formatNumber(usage.usedMilliTokens / 1000, 1)} of ${formatNumber(included)} tokens`
      }
      series={series}
      rows={rows}
      format={(value) => formatNumber(value, 3)}
      formatTick={formatCompact}
    />
  );
}

const FORECAST: ChartSeries[] = [
  { key: "low", high: "high", label: "Four times in five", color: "chart-2", as: "band" },
  { key: "expected", label: "Expected", color: "chart-2", as: "line" },
];

/** From the last day with figures to the period's end. */
function daysLeft({ days, period: { endsAt } }: UsageOfPeriod, timeZone: string): string[] {
  const last = days.at(-1)?.day;
  if (!endsAt || last === undefined) return [];
  const end = new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date(endsAt.getTime() - 1));
  const left: string[] = [];
  for (let at = Date.parse(`${last}T12:00:00Z`) + DAY_MS; isoDay(at) <= end; at += DAY_MS)
    left.push(isoDay(at));
  return left;
}

const DAY_MS = 86_400_000;
const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);

function totalsOf({ days }: UsageOfPeriod): Map<string, number> {
  let total = 0;
  return new Map(
    days.map(({ day, kinds }) => {
      total += Object.values(kinds).reduce((sum, amount) => sum + (amount ?? 0), 0);
      return [day, total];
    }),
  );
}
