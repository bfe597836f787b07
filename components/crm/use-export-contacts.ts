"use client";

import { useTRPCClient } from "@/components/shell/trpc";
import { useSavePages } from "@/components/shell/use-save-pages";
import { useWorkspace } from "@/components/shell/workspace-context";
import { csvFields } from "@/server/domain/contact-csv";
import type { ContactFilter, contactSorts } from "@/server/domain/contact-filter";

type Which = Partial<ContactFilter> & { sort?: (typeof contactSorts)[number] };
type Row = Partial<Record<string, string>>;

/** Gathers contacts part by part and saves them as a file, with a column for everything that an import understands. */
export function useExportContacts() {
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  const { save, pending, done } = useSavePages("contact", "contacts");
  type Cursor = NonNullable<Awaited<ReturnType<typeof client.contacts.export.query>>["nextCursor"]>;
  return {
    save: (which: Which) =>
      save({
        read: (cursor: Cursor | null) => client.contacts.export.query({ workspace, ...which, cursor }),
        file: `contacts-${new Date().toISOString().slice(0, 10)}.csv`,
        table: tableOf,
      }),
    pending,
    done,
  };
}

function tableOf(rows: readonly Row[]): string[][] {
  const custom = new Set(
    rows.flatMap((row) => Object.keys(row)).filter((name) => name.startsWith("fields.")),
  );
  const columns = [
    ...Object.keys(csvFields).filter((field) => field !== "first_name" && field !== "last_name"),
    ...[...custom].sort(),
  ];
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
}
