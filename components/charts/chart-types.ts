/** One day (or other step of the x axis). */
export type ChartRow = {
  key: string /** On the axis: "12 Nov". */;
  tick: string /** In tooltip and table: "Wed 12 Nov 2025". */;
  label: string;
  /** A line has a gap where it has no value. */
  values: Record<string, number>;
};

export type ChartSeries = {
  key: string;
  label: string;
  /** A chart colour of the theme; failed is always chart-failed. */
  color: "chart-1" | "chart-2" | "chart-3" | "chart-4" | "chart-5" | "chart-6" | "chart-failed";
  /**
   * bar: stacked with the other bars · line: over them · past: a dashed grey line, the period before or a limit ·
   * band: what lies between `key` and `high`.
   */
  as: "bar" | "line" | "past" | "band";
  /** Of a band: the key of its upper end. */
  high?: string;
};

/** In words, for tooltip and table. */
export function valueWords(series: ChartSeries, row: ChartRow, format: (value: number) => string): string {
  const value = row.values[series.key];
  if (value === undefined) return series.as === "bar" ? format(0) : "–";
  const high = series.high === undefined ? undefined : row.values[series.high];
  return high === undefined ? format(value) : `${format(value)} to ${format(high)}`;
}

export const colorOf = (series: ChartSeries) => `var(--${series.color})`;
