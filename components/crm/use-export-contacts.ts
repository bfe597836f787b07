"use client";

import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPCClient } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { formatNumber } from "@/components/ui/format-number";
import { toast } from "@/components/ui/toast";
import { csvFields } from "@/server/domain/contact-csv";
import type { ContactFilter, contactSorts } from "@/server/domain/contact-filter";
import { saveCsv } from "./save-csv";

type Which = Partial<ContactFilter> & { sort?: (typeof contactSorts)[number] };

/** Gathers contacts part by part and saves them as a file, with a column for everything that an import understands. */
export function useExportContacts() {
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  const [done, setDone] = useState<number | null>(null);
  const save = async (which: Which) => {
    setDone(0);
    const rows: Partial<Record<string, string>>[] = [];
    try {
      let cursor: Awaited<ReturnType<typeof client.contacts.export.query>>["nextCursor"] = null;
      do {
        const page = await client.contacts.export.query({ workspace, ...which, cursor });
        rows.push(...page.rows);
        cursor = page.nextCursor;
        setDone(rows.length);
      } while (cursor);
      const custom = new Set(
        rows.flatMap((row) => Object.keys(row)).filter((name) => name.startsWith("fields.")),
      );
      const columns = [
        ...Object.keys(csvFields).filter((field) => field !== "first_name" && field !== "last_name"),
        ...[...custom].sort(),
      ];
      const day = new Date().toISOString().slice(0, 10);
      saveCsv(`contacts-${day}.csv`, [
        columns,
        ...rows.map((row) => columns.map((column) => row[column] ?? "")),
      ]);
      toast.success(
        `${formatNumber(rows.length)} ${rows.length === 1 ? "contact" : "contacts"} saved as CSV`,
      );
    } catch (error) {
      toast.error("The contacts were not saved", { description: callProblem(error).message });
    } finally {
      setDone(null);
    }
  };
  return {
    save,
    pending: done !== null,
    /** How many were gathered so far. */
    done,
  };
}
