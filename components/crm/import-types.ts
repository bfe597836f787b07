import type { CsvRow } from "@/server/domain/csv";

/** A file that was read. */
export type ImportFileContent = { name: string; header: string[]; rows: CsvRow[] };

export type ImportOptions = { startFlows: boolean };

/** A row that did not become a contact, with why. */
export type RejectedRow = { row: CsvRow; message: string };

export type ImportReport = {
  file: ImportFileContent;
  created: number;
  updated: number;
  unchanged: number;
  rejected: RejectedRow[];
  /** Rows that were not reached: somebody stopped it, or the connection broke. */
  left: number;
  /** Why it ended early, when nobody stopped it. */
  failure: string | null;
};
