import type { ChartRow } from "@/components/charts/chart-types";

type Month = { expected: number; p95: number; worst: number };

/** The band of a month's cost, as a chart draws it: the least surprising first. */
export const monthRows = ({ expected, p95, worst }: Month): ChartRow[] => [
  row("expected", "Expected", "Expected, as the days were", expected),
  row("p95", "95 of 100", "95 of 100 months stay below", p95),
  row("worst", "Worst", "Each day like the busiest, each run the dearest", worst),
];

const row = (key: string, tick: string, label: string, milliTokens: number): ChartRow => ({
  ...{ key, tick, label },
  values: { milliTokens },
});
