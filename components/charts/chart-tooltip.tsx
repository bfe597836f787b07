import { type ChartRow, type ChartSeries, colorOf, valueWords } from "./chart-types";

type ChartTooltipProps = {
  row: ChartRow | undefined;
  series: ChartSeries[];
  format: (value: number) => string;
};

export function ChartTooltip({ row, series, format }: ChartTooltipProps) {
  if (!row) return null;
  return (
    <div className="min-w-40 rounded-lg bg-raised px-3 py-2 text-xs shadow-float">
      <p className="font-medium">{row.label}</p>
      <dl className="mt-1.5 flex flex-col gap-1">
        {series.map((each) => (
          <div key={each.key} className="flex items-center gap-2">
            <span aria-hidden className="size-2 rounded-[2px]" style={{ background: colorOf(each) }} />
            <dt className="text-muted">{each.label}</dt>
            <dd className="ml-auto pl-4 font-medium">{valueWords(each, row, format)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
