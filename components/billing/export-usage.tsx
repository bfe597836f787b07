"use client";

import { Download } from "lucide-react";
import { useTRPCClient } from "@/components/shell/trpc";
import { useSavePages } from "@/components/shell/use-save-pages";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format-number";
import { recordQuery } from "./record-query";
import type { UsageRecord } from "./usage-types";
import type { UsageView } from "./use-usage-view";

const AT_ONCE = 5_000;

/** Saves the charges that are listed, all of them, as a file. */
export function ExportUsage({ view }: { view: UsageView }) {
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  const { save, pending, done } = useSavePages("charge", "charges");
  type Cursor = NonNullable<Awaited<ReturnType<typeof client.usage.records.query>>["nextCursor"]>;
  const read = async (cursor: Cursor | null) => {
    const query = { workspace, cursor, limit: AT_ONCE, ...recordQuery(view) };
    const { records: rows, nextCursor } = await client.usage.records.query(query);
    return { rows, nextCursor };
  };
  const table = (records: readonly UsageRecord[]) => [COLUMNS, ...records.map(cellsOf)];
  return (
    <Button
      onClick={() => void save({ read, file: `usage-${view.period ?? "current"}.csv`, table })}
      pending={pending}
    >
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
