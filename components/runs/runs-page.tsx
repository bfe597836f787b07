"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useListKeys } from "@/components/shell/use-list-keys";
import { useWorkspace } from "@/components/shell/workspace-context";
import { StateBadge } from "@/components/states/state-badge";
import { stateLanguage } from "@/components/states/state-language";
import { FilterChip } from "@/components/ui/filter-chip";
import { ListTable } from "@/components/ui/list-table";
import { SearchInput } from "@/components/ui/search-input";
import { TableHeader } from "@/components/ui/table";
import { useSelection } from "@/components/ui/use-selection";
import { runOriginSchema, runStatusSchema } from "@/server/domain/run";
import { LiveSign } from "./live-sign";
import { OriginIcon } from "./origin-icon";
import { RunDateFilter } from "./run-date-filter";
import { rangeOf, runFilters } from "./run-filters";
import { originLanguage } from "./run-origin";
import { RunRow } from "./run-row";
import { RunsEmpty } from "./runs-empty";
import { RunsSelection } from "./runs-selection";
import { useLiveList } from "./use-live-list";
import { useRunActions } from "./use-run-actions";

/** All runs of the workspace, the newest first, as they go. */
export function RunsPage() {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [filters, setFilters] = useQueryStates(runFilters, { history: "replace" });
  const flows = useQuery(trpc.flows.list.queryOptions({ workspace, sort: "name", limit: 100 }));
  const runs = useInfiniteQuery(
    trpc.runs.list.infiniteQueryOptions(
      {
        workspace,
        q: filters.q,
        status: filters.status,
        origin: filters.origin,
        flowId: filters.flow ?? undefined,
        ...rangeOf(filters, Date.now()),
      },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  // Every page that was loaded is read again: whoever scrolled far is told less often.
  const live = useLiveList(runs, (runs.data?.pages.length ?? 1) > 1 ? 5_000 : 0);
  const { mayControl, cancel } = useRunActions();
  const rows = runs.data?.pages.flatMap((page) => page.runs) ?? [];
  const selection = useSelection(rows.map(({ id }) => id));
  useListKeys({ onTick: mayControl ? selection.toggle : null });
  const filtered = Boolean(
    filters.q ||
      filters.status.length ||
      filters.origin.length ||
      filters.flow ||
      filters.period ||
      filters.from ||
      filters.to,
  );
  const clear = () => setFilters(null);

  return (
    <Page crumbs={[{ label: "Runs" }]} actions={<LiveSign live={live} />}>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchInput
          label="Search by contact, event or id"
          value={filters.q}
          onChange={(q) => setFilters({ q: q || null })}
        />
        <FilterChip
          label="State"
          multiple
          options={statusOptions}
          value={filters.status}
          onChange={(chosen) => setFilters({ status: statuses.filter((status) => chosen.includes(status)) })}
        />
        <FilterChip
          label="Flow"
          options={flows.data?.flows.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          value={filters.flow}
          onChange={(flow) => setFilters({ flow })}
        />
        <FilterChip
          label="Started by"
          multiple
          options={originOptions}
          value={filters.origin}
          onChange={(chosen) => setFilters({ origin: origins.filter((origin) => chosen.includes(origin)) })}
        />
        <RunDateFilter value={filters} onChange={setFilters} />
      </div>
      <ListTable
        noun={["run", "runs"]}
        list={runs}
        rows={rows}
        empty={<RunsEmpty filtered={filtered} onClear={clear} />}
        selection={mayControl ? selection : null}
        head={
          <>
            <TableHeader>State</TableHeader>
            <TableHeader>Flow</TableHeader>
            <TableHeader className="hidden desk:table-cell">Contact</TableHeader>
            <TableHeader>Started</TableHeader>
            <TableHeader className="hidden text-right sm:table-cell">Duration</TableHeader>
            <TableHeader className="hidden text-right sm:table-cell">Tokens</TableHeader>
          </>
        }
        selectionBar={
          <RunsSelection runs={rows.filter(({ id }) => selection.has(id))} onClear={selection.clear} />
        }
      >
        {rows.map((run) => (
          <RunRow
            key={run.id}
            run={run}
            control={
              mayControl
                ? {
                    cancel,
                    ticked: selection.has(run.id),
                    tick: selection.toggle,
                    ticking: selection.all !== false,
                  }
                : null
            }
          />
        ))}
      </ListTable>
    </Page>
  );
}

const statuses = runStatusSchema.options;
const statusOptions = statuses.map((status) => ({
  value: status,
  label: stateLanguage[status].word,
  icon: <StateBadge state={status} appearance="icon" />,
}));

const origins = runOriginSchema.options;
const originOptions = origins.map((origin) => ({
  value: origin,
  label: originLanguage[origin].word,
  icon: <OriginIcon origin={origin} />,
}));
