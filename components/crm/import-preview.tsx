"use client";

import { CircleCheck, CircleX } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { formatNumber } from "@/components/ui/format-number";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { type CsvField, csvFields } from "@/server/domain/contact-csv";
import type { ImportFileContent, ImportOptions } from "./import-types";
import { type ReadRow, useReadRows } from "./use-read-rows";

type ImportPreviewProps = {
  file: ImportFileContent;
  mapping: (CsvField | null)[];
  onBack: () => void;
  onImport: (options: ImportOptions) => void;
};

/** Every row as it would be imported, and what is wrong with those that cannot be. */
export function ImportPreview({ file, mapping, onBack, onImport }: ImportPreviewProps) {
  const rows = useReadRows(file.rows, mapping);
  const [only, setOnly] = useState<"all" | "problems">("all");
  const [shown, setShown] = useState(AT_ONCE);
  const [quiet, setQuiet] = useState(false);
  if (!rows) return <SkeletonRows label="Reading the rows" />;
  const faulty = rows.filter(({ ok }) => !ok);
  const good = rows.length - faulty.length;
  const listed = only === "problems" ? faulty : rows;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="flex-1">
          <span className="font-medium">{count(good)} can be imported.</span>{" "}
          {faulty.length > 0 ? (
            <span className="text-failed">
              {faulty.length === 1 ? "1 row has" : `${formatNumber(faulty.length)} rows have`} problems and
              stay out.
            </span>
          ) : null}
        </p>
        {faulty.length > 0 ? (
          <SegmentedControl label="Which rows" options={views} value={only} onChange={setOnly} />
        ) : null}
      </div>
      <Table label="Preview">
        <TableHead>
          <TableRow>
            <TableHeader className="text-right">Line</TableHeader>
            <TableHeader>
              <span className="sr-only">State</span>
            </TableHeader>
            {mapping.map((field) => (field ? <TableHeader key={field}>{title(field)}</TableHeader> : null))}
          </TableRow>
        </TableHead>
        <TableBody>
          {listed.slice(0, shown).map((row) => (
            <PreviewRow key={row.line} row={row} mapping={mapping} />
          ))}
        </TableBody>
      </Table>
      {listed.length > shown ? (
        <Button className="self-center" onClick={() => setShown(shown + AT_ONCE)}>
          Show more ({formatNumber(listed.length - shown)} left)
        </Button>
      ) : null}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <Checkbox
          label="Do not start flows"
          help="The contacts are written and nothing else: no flow runs for those in the file."
          checked={quiet}
          onCheckedChange={(checked) => setQuiet(checked === true)}
        />
        <div className="ml-auto flex gap-2">
          <Button size="md" onClick={onBack}>
            Back
          </Button>
          <Button
            size="md"
            variant="primary"
            disabled={good === 0}
            onClick={() => onImport({ startFlows: !quiet })}
          >
            Import {count(good)}
          </Button>
        </div>
      </div>
    </div>
  );
}

function PreviewRow({ row, mapping }: { row: ReadRow; mapping: (CsvField | null)[] }) {
  const used = mapping.filter((field) => field !== null).length;
  const problemOf = (field: string) =>
    row.ok ? undefined : row.problems.find((problem) => problem.field === field)?.message;
  return (
    <>
      <TableRow className={row.ok ? undefined : "border-b-0"}>
        <TableCell className="text-right font-mono text-muted text-xs">{row.line}</TableCell>
        <TableCell className="w-6 px-0">
          {row.ok ? (
            <CircleCheck aria-label="Good" className="size-4 text-succeeded" />
          ) : (
            <CircleX aria-label="Has a problem" className="size-4 text-failed" />
          )}
        </TableCell>
        {mapping.map((field, column) =>
          field ? (
            <TableCell
              key={field}
              className={`max-w-52 truncate ${problemOf(field) ? "text-failed" : ""}`}
              title={row.cells[column]}
            >
              {row.cells[column]}
            </TableCell>
          ) : null,
        )}
      </TableRow>
      {row.ok ? null : (
        <TableRow className="h-auto">
          <TableCell />
          <TableCell className="w-6 px-0" />
          <TableCell colSpan={used} className="pt-0 pb-2 text-failed text-xs">
            {[...new Set(row.problems.map(({ message }) => message))].join(" ")}
          </TableCell>
        </TableRow>
      )}
    </>
  );
}

function title(field: CsvField): string {
  for (const [name, words] of Object.entries(csvFields)) if (name === field) return words;
  return field.replace(/^fields\./, "");
}

const count = (rows: number) => `${formatNumber(rows)} ${rows === 1 ? "contact" : "contacts"}`;
const AT_ONCE = 100;
const views = [
  { value: "all", label: "All rows" },
  { value: "problems", label: "With problems" },
] as const;
