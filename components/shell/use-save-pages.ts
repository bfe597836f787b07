"use client";

import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { formatNumber } from "@/components/ui/format-number";
import { toast } from "@/components/ui/toast";
import { saveCsv } from "./save-csv";

type Page<Row, Cursor> = { rows: Row[]; nextCursor: Cursor | null };
type Saving<Row, Cursor> = {
  read: (cursor: Cursor | null) => Promise<Page<Row, Cursor>>;
  file: string;
  /** With the names of the columns. */
  table: (rows: readonly Row[]) => readonly (readonly string[])[];
};

/** Gathers a list page by page and saves it as a CSV file. `done`: how many were gathered so far. */
export function useSavePages(one: string, many: string) {
  const [done, setDone] = useState<number | null>(null);
  const save = async <Row, Cursor>({ read, file, table }: Saving<Row, Cursor>) => {
    setDone(0);
    const rows: Row[] = [];
    try {
      let cursor: Cursor | null = null;
      do {
        const page: Page<Row, Cursor> = await read(cursor);
        rows.push(...page.rows);
        cursor = page.nextCursor;
        setDone(rows.length);
      } while (cursor);
      saveCsv(file, table(rows));
      toast.success(`${formatNumber(rows.length)} ${rows.length === 1 ? one : many} saved as CSV`);
    } catch (error) {
      toast.error(`The ${many} were not saved`, { description: callProblem(error).message });
    } finally {
      setDone(null);
    }
  };
  return { save, pending: done !== null, done };
}
