"use client";

import { CircleCheck, Download, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { saveCsv } from "@/components/shell/save-csv";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format-number";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ImportReport } from "./import-types";

type ImportResultProps = { report: ImportReport; onAgain: () => void };

/** What became of the rows. Those that were refused can be taken along, put right and imported again. */
export function ImportResult({ report, onAgain }: ImportResultProps) {
  const { slug } = useWorkspace();
  const { created, updated, unchanged, rejected, left, failure, file } = report;
  const Icon = failure ? TriangleAlert : CircleCheck;
  const counts = [
    { label: "New", value: created },
    { label: "Changed", value: updated },
    { label: "As they were", value: unchanged },
    { label: "Refused", value: rejected.length },
    ...(left > 0 ? [{ label: "Not reached", value: left }] : []),
  ];
  const saveRejected = () =>
    saveCsv(`rejected-${file.name.replace(/\.\w+$/, "")}.csv`, [
      [...file.header, "Problem"],
      ...rejected.map(({ row, message }) => [
        ...file.header.map((_, column) => row.cells[column] ?? ""),
        message,
      ]),
    ]);
  return (
    <div className="flex flex-col gap-5">
      <div role="status" className="flex items-start gap-2.5">
        <Icon aria-hidden className={`mt-0.5 size-5 ${failure ? "text-failed" : "text-succeeded"}`} />
        <div>
          <h2 className="font-semibold text-base">
            {failure ? "The import ended early" : left > 0 ? "The import was stopped" : "The import is done"}
          </h2>
          {failure ? (
            <p className="text-failed">{failure} Import the same file again: nobody becomes two contacts.</p>
          ) : null}
        </div>
      </div>
      <dl className="flex flex-wrap gap-x-10 gap-y-3">
        {counts.map(({ label, value }) => (
          <div key={label} className="flex flex-col-reverse">
            <dt className="text-muted">{label}</dt>
            <dd className="font-semibold text-xl tabular-nums">{formatNumber(value)}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" size="md" asChild>
          <Link href={`/w/${slug}/contacts?sort=created`}>Show the contacts</Link>
        </Button>
        {rejected.length > 0 ? (
          <Button size="md" onClick={saveRejected}>
            <Download aria-hidden />
            Save the refused rows
          </Button>
        ) : null}
        <Button size="md" onClick={onAgain}>
          Import another file
        </Button>
      </div>
      {rejected.length > 0 ? (
        <Table label="Refused rows">
          <TableHead>
            <TableRow>
              <TableHeader className="text-right">Line</TableHeader>
              <TableHeader>Row</TableHeader>
              <TableHeader>Why</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {rejected.slice(0, MOST_SHOWN).map(({ row, message }) => (
              <TableRow key={row.line}>
                <TableCell className="text-right font-mono text-muted text-xs">{row.line}</TableCell>
                <TableCell className="max-w-64 truncate">{row.cells.filter(Boolean).join(" · ")}</TableCell>
                <TableCell className="text-failed">{message}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      ) : null}
      {rejected.length > MOST_SHOWN ? (
        <p className="text-muted">
          The first {MOST_SHOWN} are shown. The file has all {formatNumber(rejected.length)}.
        </p>
      ) : null}
    </div>
  );
}

const MOST_SHOWN = 100;
