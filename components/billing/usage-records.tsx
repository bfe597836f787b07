"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { dayLabel } from "@/components/home/day-label";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { ListTable } from "@/components/ui/list-table";
import { TableHeader } from "@/components/ui/table";
import { USAGE_WORDS } from "@/server/domain/usage";
import { recordQuery } from "./record-query";
import { usageKinds } from "./usage-kinds";
import { UsageRecordRow } from "./usage-record-row";
import type { UsageOfPeriod } from "./usage-types";
import type { SetUsageView, UsageView } from "./use-usage-view";

type UsageRecordsProps = { usage: UsageOfPeriod; view: UsageView; setView: SetUsageView };

/** Every charge of the period, and the run and step it was for. */
export function UsageRecords({ usage, view, setView }: UsageRecordsProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const list = useInfiniteQuery(
    trpc.usage.records.infiniteQueryOptions(
      { workspace, ...recordQuery(view) },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const rows = list.data?.pages.flatMap((page) => page.records) ?? [];
  const clear = () => setView({ kind: null, flow: null, day: null });
  const day = view.day?.toISOString().slice(0, 10) ?? null;

  return (
    <div>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h2 className="mr-2 font-medium text-base">Charges</h2>
        <FilterChip
          label="Kind"
          options={usageKinds.map((kind) => ({ value: kind, label: USAGE_WORDS[kind] }))}
          value={view.kind}
          onChange={(chosen) => setView({ kind: usageKinds.find((kind) => kind === chosen) ?? null })}
        />
        <FilterChip
          label="Flow"
          options={usage.flows.flatMap(({ flowId, name }) =>
            flowId === null ? [] : [{ value: flowId, label: name ?? "Deleted flow" }],
          )}
          value={view.flow}
          onChange={(flow) => setView({ flow })}
        />
        <FilterChip
          label="Day"
          options={usage.days
            .filter(({ kinds }) => Object.keys(kinds).length > 0)
            .toReversed()
            .map((one) => ({ value: one.day, label: dayLabel(one.day).label }))}
          value={day}
          onChange={(chosen) => setView({ day: chosen === null ? null : new Date(`${chosen}T00:00:00Z`) })}
        />
      </div>
      <ListTable
        noun={["charge", "charges"]}
        list={list}
        rows={rows}
        empty={
          <EmptyState title="No charge matches" action={<Button onClick={clear}>Clear filters</Button>}>
            Nothing in this period fits all of these filters.
          </EmptyState>
        }
        selection={null}
        plain
        head={
          <>
            <TableHeader className="max-sm:hidden">Kind</TableHeader>
            <TableHeader>For</TableHeader>
            <TableHeader className="max-sm:hidden">To</TableHeader>
            <TableHeader className="text-right max-desk:hidden">List value</TableHeader>
            <TableHeader className="text-right">Tokens</TableHeader>
            <TableHeader className="text-right">Time</TableHeader>
          </>
        }
        selectionBar={null}
      >
        {rows.map((record) => (
          <UsageRecordRow key={record.key} record={record} />
        ))}
      </ListTable>
    </div>
  );
}
