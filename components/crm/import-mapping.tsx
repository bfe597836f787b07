"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format-number";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { type CsvField, csvFields } from "@/server/domain/contact-csv";
import type { ImportFileContent } from "./import-types";

type ImportMappingProps = {
  file: ImportFileContent;
  mapping: (CsvField | null)[];
  onChange: (mapping: (CsvField | null)[]) => void;
  onBack: () => void;
  onNext: () => void;
};

/** Which column is what: guessed from its name, to be put right here. */
export function ImportMapping({ file, mapping, onChange, onBack, onNext }: ImportMappingProps) {
  const [naming, setNaming] = useState<number | null>(null);
  const set = (column: number, field: CsvField | null) =>
    onChange(mapping.map((each, index) => (index === column ? field : each)));
  const identified = mapping.some(
    (field) => field === "email" || field === "phone" || field === "external_id",
  );
  const doubled = mapping.filter((field, index) => field !== null && mapping.indexOf(field) !== index);
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">
        <span className="font-medium text-ink">{file.name}</span> has {formatNumber(file.rows.length)}{" "}
        {file.rows.length === 1 ? "row" : "rows"}. Say what each column is.
      </p>
      <Table label="Columns">
        <TableHead>
          <TableRow>
            <TableHeader>Column in the file</TableHeader>
            <TableHeader className="max-sm:hidden">First values</TableHeader>
            <TableHeader>Becomes</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {file.header.map((name, column) => {
            const field = mapping[column] ?? null;
            const custom = field?.startsWith("fields.") ? field.slice(7) : null;
            const shown = name || `Column ${column + 1}`;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file
              <TableRow key={column}>
                <TableCell className="max-w-48 truncate font-medium">{shown}</TableCell>
                <TableCell className="max-w-64 truncate text-muted max-sm:hidden">
                  {file.rows
                    .slice(0, 3)
                    .map(({ cells }) => cells[column])
                    .filter(Boolean)
                    .join(" · ")}
                </TableCell>
                <TableCell className="w-64 py-1.5">
                  <Select
                    size="sm"
                    aria-label={`${shown} becomes`}
                    options={[
                      ...options,
                      ...(custom ? [{ value: CUSTOM, label: "Custom field" }] : [CUSTOM_OPTION]),
                    ]}
                    value={custom === null ? (field ?? SKIP) : CUSTOM}
                    onValueChange={(value) => {
                      setNaming(value === CUSTOM ? column : null);
                      set(column, value === CUSTOM ? `fields.${shown.slice(0, 100)}` : fieldOf(value));
                    }}
                  />
                  {custom === null ? null : (
                    <Input
                      size="sm"
                      aria-label={`Name of the custom field for ${shown}`}
                      autoFocus={naming === column}
                      className="mt-1"
                      maxLength={100}
                      value={custom}
                      onChange={(event) => set(column, `fields.${event.target.value}`)}
                    />
                  )}
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
      {identified ? null : (
        <p role="alert" className="text-failed">
          Choose the column with the email address, the phone number or your own id: by it a contact is found
          again.
        </p>
      )}
      {doubled.length > 0 ? (
        <p role="alert" className="text-failed">
          Two columns become the same. Leave one of them out.
        </p>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button size="md" onClick={onBack}>
          Another file
        </Button>
        <Button
          size="md"
          variant="primary"
          disabled={!identified || doubled.length > 0 || mapping.some((field) => field === "fields.")}
          onClick={onNext}
        >
          Preview
        </Button>
      </div>
    </div>
  );
}

const SKIP = "skip";
const CUSTOM = "custom";
const CUSTOM_OPTION = { value: CUSTOM, label: "Custom field…" };
const options = [
  { value: SKIP, label: "Leave out" },
  ...Object.entries(csvFields).map(([value, label]) => ({ value, label })),
];

function fieldOf(value: string): CsvField | null {
  for (const field in csvFields) if (field === value) return isField(field) ? field : null;
  return null;
}

const isField = (text: string): text is keyof typeof csvFields => text in csvFields;
