"use client";

import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { ChartTooltip } from "./chart-tooltip";
import { type ChartRow, type ChartSeries, colorOf } from "./chart-types";

type SeriesChartProps = {
  title: string;
  series: ChartSeries[];
  rows: ChartRow[];
  format: (value: number) => string;
  formatTick: (value: number) => string;
};

/** Bars, stacked, with lines over them. Reached by keyboard: arrows move from day to day. */
export function SeriesChart({ title, series, rows, format, formatTick }: SeriesChartProps) {
  const bars = series.filter((each) => each.as === "bar");
  const bands = series.filter((each) => each.as === "band");
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={rows}
        title={title}
        margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
        barCategoryGap="28%"
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="tick"
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          tick={axisText}
          minTickGap={28}
          tickMargin={6}
        />
        <YAxis
          width={44}
          tickLine={false}
          axisLine={false}
          tick={axisText}
          tickFormatter={formatTick}
          tickCount={4}
          allowDecimals={false}
          domain={[0, "auto"]}
        />
        <Tooltip
          cursor={{ fill: "var(--hover)", stroke: "var(--line-strong)" }}
          isAnimationActive={false}
          content={({ active, label }) =>
            active ? (
              <ChartTooltip row={rows.find((row) => row.tick === label)} series={series} format={format} />
            ) : null
          }
        />
        {bands.map((each) => (
          <Area
            key={each.key}
            dataKey={(row: ChartRow) => rangeOf(each, row)}
            name={each.label}
            stroke="none"
            fill={colorOf(each)}
            fillOpacity={0.18}
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
        {bars.map((each) => (
          <Bar
            key={each.key}
            dataKey={(row: ChartRow) => row.values[each.key] ?? 0}
            name={each.label}
            stackId="bars"
            fill={colorOf(each)}
            maxBarSize={22}
            isAnimationActive={false}
          />
        ))}
        {series
          .filter((each) => each.as === "line" || each.as === "past")
          .map((each) => (
            <Line
              key={each.key}
              dataKey={(row: ChartRow) => row.values[each.key] ?? null}
              name={each.label}
              stroke={each.as === "past" ? "var(--chart-6)" : colorOf(each)}
              strokeWidth={each.as === "past" ? 1.25 : 1.75}
              strokeDasharray={each.as === "past" ? "3 3" : undefined}
              dot={false}
              activeDot={each.as === "past" ? false : { r: 3.5, strokeWidth: 0 }}
              isAnimationActive={false}
            />
          ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function rangeOf({ key, high }: ChartSeries, { values }: ChartRow): [number, number] | null {
  const low = values[key];
  const top = high === undefined ? undefined : values[high];
  return low === undefined || top === undefined ? null : [low, top];
}

const axisText = { fill: "var(--gray-11)", fontSize: 12 };
