"use client";

import { Download, FileUp } from "lucide-react";
import { type DragEvent, useState } from "react";
import { saveCsv } from "@/components/shell/save-csv";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FileButton } from "@/components/ui/file-button";
import { formatNumber } from "@/components/ui/format-number";
import { type CsvField, guessMapping, MAX_IMPORT_ROWS } from "@/server/domain/contact-csv";
import { parseCsv } from "@/server/domain/csv";
import type { ImportFileContent } from "./import-types";

type ImportFileProps = { onRead: (file: ImportFileContent, mapping: (CsvField | null)[]) => void };

/** Takes the file, by a button or by dropping it. */
export function ImportFile({ onRead }: ImportFileProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [dragging, setDragging] = useState(false);
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    const read = chosen.size > MAX_BYTES ? TOO_LARGE : parseCsv(await chosen.text());
    if (!read.ok) return setProblem(read.message);
    if (read.rows.length === 0) return setProblem("The file names columns and has no row below them.");
    if (read.rows.length > MAX_IMPORT_ROWS)
      return setProblem(
        `The file has ${formatNumber(read.rows.length)} rows; ${formatNumber(MAX_IMPORT_ROWS)} fit into one import. Split it into several files.`,
      );
    const { header, rows } = read;
    onRead({ name: chosen.name, header, rows }, guessMapping(header));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDragging(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the same file is chosen with the button inside */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setDragging(true);
        }}
        onDragLeave={() => setDragging(false)}
        onDrop={drop}
        className={cn(
          "flex flex-col items-center gap-3 rounded-lg border border-line-strong border-dashed px-6 py-14 text-center",
          dragging && "border-accent bg-accent-soft",
        )}
      >
        <FileUp aria-hidden className="size-6 text-muted" />
        <div>
          <h2 className="font-semibold text-base">Drop a CSV file here</h2>
          <p className="mt-1 max-w-[52ch] text-muted">
            The first line names the columns. Up to {formatNumber(MAX_IMPORT_ROWS)} rows; each needs an email
            address, a phone number or an id of your own.
          </p>
        </div>
        <div className="mt-1 flex flex-wrap justify-center gap-2">
          <FileButton
            variant="primary"
            size="md"
            accept=".csv,.tsv,.txt,text/csv"
            fileLabel="CSV file"
            onFile={(file) => void take(file)}
          >
            Choose a file
          </FileButton>
          <Button size="md" onClick={() => saveCsv("contacts-example.csv", EXAMPLE)}>
            <Download aria-hidden />
            Get an example
          </Button>
        </div>
      </div>
      {problem ? (
        <p role="alert" className="mt-3 text-failed">
          {problem}
        </p>
      ) : null}
    </div>
  );
}

const MAX_BYTES = 10_000_000;
const TOO_LARGE = {
  ok: false,
  message: "The file is larger than 10 MB. Split it into several files.",
} as const;

const EXAMPLE = [
  [
    "Id",
    "Name",
    "Email",
    "Phone",
    "Kind",
    "Status",
    "Tags",
    "Consent to email",
    "Consent to SMS",
    "fields.plan",
  ],
  [
    "customer-1",
    "Ada Lovelace",
    "ada@example.com",
    "+14155550100",
    "customer",
    "customer",
    "vip, newsletter",
    "yes",
    "no",
    "pro",
  ],
  ["customer-2", "Grace Hopper", "grace@example.com", "", "lead", "new", "", "yes", "", ""],
];
