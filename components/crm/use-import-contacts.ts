"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC, useTRPCClient } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { type CsvMapping, contactOfRow } from "@/server/domain/contact-csv";
import type { ImportFileContent, ImportOptions, ImportReport, RejectedRow } from "./import-types";

/** Sends the rows of a file a few at a time and gathers what became of each. */
export function useImportContacts() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [progress, setProgress] = useState({ done: 0, total: 0 });
  const [report, setReport] = useState<ImportReport | null>(null);
  const stopped = useRef(false);
  const running = progress.total > 0 && report === null;

  useEffect(() => {
    if (!running) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [running]);

  const start = async (file: ImportFileContent, mapping: CsvMapping, { startFlows }: ImportOptions) => {
    stopped.current = false;
    const rejected: RejectedRow[] = [];
    const counts = { created: 0, updated: 0, unchanged: 0 };
    const good = file.rows.flatMap((row) => {
      const result = contactOfRow(row.cells, mapping);
      if (result.ok) return [{ row, contact: result.row }];
      rejected.push({ row, message: result.problems.map(({ message }) => message).join(" ") });
      return [];
    });
    let failure: string | null = null;
    let done = 0;
    setProgress({ done, total: good.length });
    while (done < good.length && !stopped.current && failure === null) {
      const part = good.slice(done, done + AT_ONCE);
      try {
        const { results } = await client.contacts.importRows.mutate({
          workspace,
          startFlows,
          rows: part.map(({ row, contact }) => ({ line: row.line, ...contact })),
        });
        for (const result of results) {
          if (result.outcome !== "refused") counts[result.outcome]++;
          const row = part.find((each) => each.row.line === result.line)?.row;
          if (row && result.outcome === "refused") rejected.push({ row, message: result.message });
        }
        done += part.length;
        setProgress({ done, total: good.length });
      } catch (error) {
        failure = callProblem(error).message;
      }
    }
    rejected.sort((one, other) => one.row.line - other.row.line);
    setReport({ file, ...counts, rejected, left: good.length - done, failure });
    await queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() });
  };
  return {
    ...progress,
    report,
    start,
    stop: () => {
      stopped.current = true;
    },
    forget: () => {
      setReport(null);
      setProgress({ done: 0, total: 0 });
    },
  };
}

const AT_ONCE = 50;
