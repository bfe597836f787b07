"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useQueryStates } from "nuqs";
import { useLiveList } from "@/components/runs/use-live-list";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useListKeys } from "@/components/shell/use-list-keys";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { ListTable } from "@/components/ui/list-table";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { TableHeader } from "@/components/ui/table";
import { useSelection } from "@/components/ui/use-selection";
import { flowStatusSchema } from "@/server/domain/flow";
import { flowFilters, flowSorts } from "./flow-filters";
import { FlowRow } from "./flow-row";
import { FlowsEmpty } from "./flows-empty";
import { FlowsSelection } from "./flows-selection";
import { FolderBar } from "./folder-bar";

const NewFlowDialog = dynamic(() => import("./new-flow-dialog").then((module) => module.NewFlowDialog));

/** All flows of the workspace, with what their last 30 days were like. */
export function FlowsPage() {
  const trpc = useTRPC();
  const { slug: workspace, role } = useWorkspace();
  const [filters, setFilters] = useQueryStates(flowFilters, { history: "replace" });
  const { q, status, sort, folder, tag } = filters;
  const counts = useQuery(trpc.flows.counts.queryOptions({ workspace }));
  const flows = useInfiniteQuery(
    trpc.flows.list.infiniteQueryOptions(
      { workspace, q, status, sort, folder, tags: tag },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const places = useQuery(trpc.flows.places.queryOptions({ workspace }));
  useLiveList(flows, 5_000);
  const rows = flows.data?.pages.flatMap((page) => page.flows) ?? [];
  const selection = useSelection(rows.map(({ id }) => id));
  const filtered = q !== "" || status.length > 0 || folder !== "" || tag.length > 0;
  const create = role === "viewer" ? null : () => setFilters({ new: true });
  useListKeys({ onTick: create && selection.toggle, onNew: create });

  return (
    <Page
      crumbs={[{ label: "Flows" }]}
      actions={
        create ? (
          <Button variant="primary" onClick={create}>
            <Plus aria-hidden />
            New flow
          </Button>
        ) : null
      }
    >
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchInput label="Search flows" value={q} onChange={(text) => setFilters({ q: text || null })} />
        <FilterChip
          label="State"
          multiple
          options={flowStatusSchema.options.map((each) => ({
            value: each,
            label: counts.data ? `${STATUS[each]} (${counts.data[each]})` : STATUS[each],
          }))}
          value={status}
          onChange={(chosen) =>
            setFilters({ status: flowStatusSchema.options.filter((each) => chosen.includes(each)) })
          }
        />
        {places.data?.tags.length || tag.length > 0 ? (
          <FilterChip
            label="Tag"
            multiple
            options={tagOptions(places.data?.tags ?? [], tag)}
            value={tag}
            onChange={(chosen) => setFilters({ tag: chosen.length > 0 ? chosen : null })}
          />
        ) : null}
        <Select
          aria-label="Order"
          size="sm"
          className="ml-auto w-44"
          options={flowSorts.map((each) => ({ value: each, label: SORT[each] }))}
          value={sort}
          onValueChange={(chosen) => setFilters({ sort: flowSorts.find((each) => each === chosen) ?? null })}
        />
      </div>
      <FolderBar folder={folder} onFolder={(path) => setFilters({ folder: path || null })} />
      <ListTable
        noun={["flow", "flows"]}
        list={flows}
        rows={rows}
        empty={
          filtered ? (
            <EmptyState
              title="No flow matches"
              action={
                <Button onClick={() => setFilters({ q: null, status: null, folder: null, tag: null })}>
                  Clear filters
                </Button>
              }
            >
              Search looks in names, descriptions and ids. Deleted flows are found with the state “Deleted”.
            </EmptyState>
          ) : (
            <FlowsEmpty onCreate={create} />
          )
        }
        selection={create ? selection : null}
        tickClassName="max-sm:hidden"
        head={
          <>
            <TableHeader>State</TableHeader>
            <TableHeader>Name</TableHeader>
            <TableHeader className="hidden desk:table-cell">Starts with</TableHeader>
            <TableHeader className="hidden sm:table-cell">Success, 30 days</TableHeader>
            <TableHeader className="hidden sm:table-cell">Last run</TableHeader>
            <TableHeader className="hidden text-right desk:table-cell">Tokens, 30 days</TableHeader>
          </>
        }
        selectionBar={
          <FlowsSelection flows={rows.filter(({ id }) => selection.has(id))} onClear={selection.clear} />
        }
      >
        {rows.map((flow) => (
          <FlowRow
            key={flow.id}
            flow={flow}
            folder={folder}
            tick={
              create
                ? {
                    ticked: selection.has(flow.id),
                    toggle: selection.toggle,
                    ticking: selection.all !== false,
                  }
                : null
            }
          />
        ))}
      </ListTable>
      {create && filters.new ? (
        <NewFlowDialog folder={folder} open onOpenChange={(open) => setFilters({ new: open || null })} />
      ) : null}
    </Page>
  );
}

/** With the chosen ones, also when no flow has them any more. */
function tagOptions(known: readonly { tag: string; flows: number }[], chosen: readonly string[]) {
  const gone = chosen.filter((one) => !known.some(({ tag }) => tag === one));
  return [...known, ...gone.map((tag) => ({ tag, flows: 0 }))].map(({ tag, flows }) => ({
    value: tag,
    label: `${tag} (${flows})`,
  }));
}

const STATUS = { draft: "Draft", active: "Active", paused: "Paused", archived: "Deleted" } as const;
const SORT = { updated: "Last changed", last_run: "Last run", name: "Name", created: "Newest" } as const;
