"use client";

import { ChartColumn, Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { Card } from "@/components/ui/card";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import { ChartTable } from "./chart-table";
import type { ChartRow, ChartSeries } from "./chart-types";

const SeriesChart = dynamic(() => import("./series-chart").then((module) => module.SeriesChart), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full rounded-md" />,
});

type ChartCardProps = {
  /** The finding's subject: "Runs per day". */
  title: string;
  /** The total and how it compares. */
  finding: ReactNode;
  series: ChartSeries[];
  rows: ChartRow[];
  /** Exact value with its unit, for tooltip and table. */
  format: (value: number) => string;
  /** Short, for the axis. */
  formatTick: (value: number) => string;
  /** What a row is, where it is no day. */
  rowsAre?: string;
};

/** A chart with title, finding, exact tooltip, and the same numbers as a table. */
export function ChartCard({
  title,
  finding,
  series,
  rows,
  format,
  formatTick,
  rowsAre = "Day",
}: ChartCardProps) {
  const [view, setView] = useState<"chart" | "table">("chart");
  return (
    <Card
      title={title}
      description={finding}
      actions={
        <SegmentedControl
          label={`Show ${title.toLowerCase()} as`}
          options={views}
          value={view}
          onChange={setView}
          iconsOnly
        />
      }
    >
      <div className="h-56">
        {view === "chart" ? (
          <SeriesChart title={title} series={series} rows={rows} format={format} formatTick={formatTick} />
        ) : (
          <ChartTable title={title} series={series} rows={rows} format={format} rowsAre={rowsAre} />
        )}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
        {series.length > 1 ? series.map((each) => <LegendItem key={each.key} series={each} />) : null}
      </ul>
    </Card>
  );
}

const views = [
  { value: "chart", label: "Chart", icon: <ChartColumn aria-hidden /> },
  { value: "table", label: "Table", icon: <Table2 aria-hidden /> },
] as const;

const LegendItem = ({ series }: { series: ChartSeries }) => (
  <li className="flex items-center gap-1.5">
    {series.as === "past" ? (
      <span aria-hidden className="w-3.5 border-chart-6 border-t-2 border-dashed" />
    ) : (
      <span
        aria-hidden
        className="size-2.5 rounded-[3px]"
        style={{ background: `var(--${series.color})`, opacity: series.as === "band" ? 0.35 : 1 }}
      />
    )}
    {series.label}
  </li>
);
