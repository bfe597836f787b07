"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { saveCsv } from "@/components/crm/save-csv";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPCClient } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format-number";
import { toast } from "@/components/ui/toast";
import { recordQuery } from "./record-query";
import type { UsageRecord } from "./usage-types";
import type { UsageView } from "./use-usage-view";

const AT_ONCE = 5_000;

/** Saves the charges that are listed, all of them, as a file. */
export function ExportUsage({ view }: { view: UsageView }) {
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  const [done, setDone] = useState<number | null>(null);
  const save = async () => {
    setDone(0);
    const records: UsageRecord[] = [];
    try {
      let cursor: Awaited<ReturnType<typeof client.usage.records.query>>["nextCursor"] = null;
      do {
        const page = await client.usage.records.query({
          ...{ workspace, cursor, limit: AT_ONCE },
          ...recordQuery(view),
        });
        records.push(...page.records);
        cursor = page.nextCursor;
        setDone(records.length);
      } while (cursor);
      saveCsv(`usage-${view.period ?? "current"}.csv`, [COLUMNS, ...records.map(cellsOf)]);
      toast.success(
        `${formatNumber(records.length)} ${records.length === 1 ? "charge" : "charges"} saved as CSV`,
      );
    } catch (error) {
      toast.error("The charges were not saved", { description: callProblem(error).message });
    } finally {
      setDone(null);
    }
  };
  return (
    <Button onClick={save} pending={done !== null}>
      <Download aria-hidden />
      <span>{done ? `${formatNumber(done)} charges` : "Export"}</span>
    </Button>
  );
}

const COLUMNS = ["time", "kind", "tokens", "list_value_usd", "flow", "run_id", "step", "to", "key"];

const cellsOf = (record: UsageRecord): string[] => [
  record.at.toISOString(),
  record.kind,
  `${record.milliTokens / 1000}`,
  `${record.microDollars / 1_000_000}`,
  record.flowName ?? "",
  record.runId ?? "",
  record.stepId,
  record.to ?? "",
  record.key,
];
