"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { LoadMore } from "@/components/ui/load-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { AuditRow } from "./audit-row";
import { nounWord } from "./audit-sentence";
import { callProblem } from "./call-problem";
import { SettingsSection } from "./settings-section";
import type { Member } from "./settings-types";

const periods = [
  { value: "day", label: "Last 24 hours", hours: 24 },
  { value: "week", label: "Last 7 days", hours: 7 * 24 },
  { value: "month", label: "Last 30 days", hours: 30 * 24 },
] as const;

const filters = {
  what: parseAsString,
  who: parseAsString,
  when: parseAsStringLiteral(periods.map(({ value }) => value)),
};

export function AuditPanel({ workspace, members }: { workspace: string; members: Member[] }) {
  const trpc = useTRPC();
  const [{ what, who, when }, setFilters] = useQueryStates(filters);
  // Fixed when the page opens, or every render would ask for another period.
  const [openedAt] = useState(() => Date.now());
  const hours = periods.find(({ value }) => value === when)?.hours;
  const filter = {
    targetType: what ?? undefined,
    actorId: who ?? undefined,
    since: hours ? new Date(openedAt - hours * 3_600_000) : undefined,
  };
  const log = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { workspace, filter },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const { data: nouns = [] } = useQuery(trpc.audit.nouns.queryOptions({ workspace }));
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  const filtered = what !== null || who !== null || when !== null;
  const clear = () => setFilters({ what: null, who: null, when: null });
  return (
    <SettingsSection
      title="Audit log"
      description="Every change in this workspace, and who made it. Nobody can edit it."
    >
      <search className="flex flex-wrap gap-2">
        <FilterChip
          label="What"
          options={nouns.map((noun) => ({ value: noun, label: nounWord(noun) }))}
          value={what}
          onChange={(value) => setFilters({ what: value })}
        />
        <FilterChip
          label="Who"
          options={members.map(({ id, name }) => ({ value: id, label: name }))}
          value={who}
          onChange={(value) => setFilters({ who: value })}
        />
        <FilterChip
          label="When"
          options={periods.map(({ value, label }) => ({ value, label }))}
          value={when}
          onChange={(value) => setFilters({ when: filters.when.parse(value ?? "") })}
        />
      </search>
      <Card flush>
        {log.isPending ? <SkeletonRows label="Loading the audit log" /> : null}
        {log.isError ? (
          <ErrorState
            title="The audit log could not be loaded"
            message={callProblem(log.error).message}
            onRetry={() => log.refetch()}
            pending={log.isFetching}
          />
        ) : null}
        {log.isSuccess && entries.length === 0 ? (
          <EmptyState
            title={filtered ? "Nothing fits these filters" : "Nothing was changed yet"}
            action={filtered ? <Button onClick={clear}>Clear filters</Button> : null}
          />
        ) : null}
        {entries.length > 0 ? (
          <>
            <Table label="Audit log">
              <TableHead>
                <TableRow>
                  <TableHeader>When</TableHeader>
                  <TableHeader>Change</TableHeader>
                </TableRow>
              </TableHead>
              <TableBody>
                {entries.map((entry) => (
                  <AuditRow key={entry.id} entry={entry} />
                ))}
              </TableBody>
            </Table>
            <LoadMore
              shown={entries.length === 1 ? "1 change" : `${entries.length} changes`}
              hasMore={log.hasNextPage}
              pending={log.isFetchingNextPage}
              onLoadMore={() => log.fetchNextPage()}
            />
          </>
        ) : null}
      </Card>
    </SettingsSection>
  );
}
