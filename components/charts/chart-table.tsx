import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { type ChartRow, type ChartSeries, valueWords } from "./chart-types";

type ChartTableProps = {
  title: string;
  series: ChartSeries[];
  rows: ChartRow[];
  format: (value: number) => string;
  rowsAre: string;
};

/** The numbers behind a chart, the latest first. */
export function ChartTable({ title, series, rows, format, rowsAre }: ChartTableProps) {
  return (
    <div className="-mx-4 h-full overflow-y-auto">
      <Table label={title}>
        <TableHead className="sticky top-0 bg-surface">
          <tr>
            <TableHeader>{rowsAre}</TableHeader>
            {series.map((each) => (
              <TableHeader key={each.key} className="text-right">
                {each.label}
              </TableHeader>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {rows.toReversed().map((row) => (
            <TableRow key={row.key} className="h-8">
              <TableCell>{row.label}</TableCell>
              {series.map((each) => (
                <TableCell key={each.key} className="text-right">
                  {valueWords(each, row, format)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
