"use client";

import { useEffect, useState } from "react";
import { type CsvContact, type CsvMapping, type CsvProblem, contactOfRow } from "@/server/domain/contact-csv";
import type { CsvRow } from "@/server/domain/csv";

export type ReadRow = CsvRow & ({ ok: true; contact: CsvContact } | { ok: false; problems: CsvProblem[] });

/** What the rows of a file say, read a few hundred at a time so that the page stays quick. Null until all are read. */
export function useReadRows(rows: readonly CsvRow[], mapping: CsvMapping): ReadRow[] | null {
  const [read, setRead] = useState<ReadRow[] | null>(null);
  useEffect(() => {
    let current = true;
    const done: ReadRow[] = [];
    const go = () => {
      if (!current) return;
      for (const row of rows.slice(done.length, done.length + AT_ONCE)) done.push(readRow(row, mapping));
      if (done.length === rows.length) setRead(done);
      else setTimeout(go);
    };
    go();
    return () => {
      current = false;
    };
  }, [rows, mapping]);
  return read;
}

const AT_ONCE = 200;

function readRow(row: CsvRow, mapping: CsvMapping): ReadRow {
  const result = contactOfRow(row.cells, mapping);
  return result.ok ? { ...row, ok: true, contact: result.row } : { ...row, ...result };
}
