import { saveText } from "@/components/ui/save-text";
import { formatCsv } from "@/server/domain/csv";

/** Hands rows to the browser as a file. The mark in front makes spreadsheets read it as UTF-8. */
export function saveCsv(name: string, rows: readonly (readonly string[])[]): void {
  saveText(name, `\uFEFF${formatCsv(rows)}`, "text/csv;charset=utf-8");
}
