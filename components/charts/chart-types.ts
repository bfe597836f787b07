/** One day (or other step of the x axis). */
export type ChartRow = {
  key: string /** On the axis: "12 Nov". */;
  tick: string /** In tooltip and table: "Wed 12 Nov 2025". */;
  label: string;
  values: Record<string, number>;
};

export type ChartSeries = {
  key: string;
  label: string;
  /** A chart colour of the theme; failed is always chart-failed. */
  color: "chart-1" | "chart-2" | "chart-3" | "chart-4" | "chart-5" | "chart-6" | "chart-failed";
  /** bar: stacked with the other bars · line: over them · past: a dashed grey line, the period before. */
  as: "bar" | "line" | "past";
};

export const colorOf = (series: ChartSeries) => `var(--${series.color})`;
