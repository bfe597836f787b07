import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPCClient } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { formatNumber } from "@/components/ui/format-number";
import { saveText } from "@/components/ui/save-text";
import { toast } from "@/components/ui/toast";
import { formatCsv } from "@/server/domain/csv";
import { recordQuery } from "./record-query";
import type { UsageRecord } from "./usage-types";
import type { UsageView } from "./use-usage-view";

const AT_ONCE = 5_000;

/**
 * Saves the charges that are listed, all of them, as a file. A period may have millions: what was read is handed to the
 * browser page by page. `progress`: how far it is; `of` is not known in the first moment.
 */
export function useSaveCharges() {
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  const [progress, setProgress] = useState<{ done: number; of: number | null } | null>(null);
  const gather = async (view: UsageView) => {
    type Page = Awaited<ReturnType<typeof client.usage.records.query>>;
    const query = { workspace, ...recordQuery(view) };
    const { records: of } = await client.usage.recordCount.query(query);
    const parts = [partOf([COLUMNS], "\uFEFF")];
    let [done, cursor]: [number, Page["nextCursor"]] = [0, null];
    do {
      setProgress({ done, of });
      const page: Page = await client.usage.records.query({ ...query, cursor, limit: AT_ONCE });
      parts.push(partOf(page.records.map(cellsOf)));
      done += page.records.length;
      cursor = page.nextCursor;
    } while (cursor);
    saveText(`usage-${view.period ?? "current"}.csv`, parts, TYPE);
    return done;
  };
  const save = async (view: UsageView) => {
    setProgress({ done: 0, of: null });
    try {
      const saved = await gather(view);
      toast.success(`${formatNumber(saved)} ${saved === 1 ? "charge" : "charges"} saved as CSV`);
    } catch (error) {
      toast.error("The charges were not saved", { description: callProblem(error).message });
    } finally {
      setProgress(null);
    }
  };
  return { save, progress };
}

const TYPE = "text/csv;charset=utf-8";
/** The mark in front of the first makes spreadsheets read it as UTF-8. */
const partOf = (rows: readonly (readonly string[])[], mark = "") =>
  new Blob([mark, formatCsv(rows)], { type: TYPE });

const COLUMNS = [
  ...["time", "kind", "tokens", "list_value_usd", "flow", "run_id", "step", "to", "key"],
  ...["refund_of", "reason"],
];

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
  record.refundOf ?? "",
  record.reason ?? "",
];
