"use client";

import { useQuery } from "@tanstack/react-query";
import { UserRound, UserRoundX } from "lucide-react";
import type { UseQueryStatesReturn } from "nuqs";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Avatar } from "@/components/ui/avatar";
import { FilterChip } from "@/components/ui/filter-chip";
import { SearchInput } from "@/components/ui/search-input";
import { taskPriorities, taskStatuses } from "@/server/domain/task";
import { ContactFilter } from "./contact-filter";
import { PriorityIcon, priorityWords } from "./priority-mark";
import { ME, type taskFilters } from "./task-filters";
import { statusWords, TaskState } from "./task-state";

type State = UseQueryStatesReturn<typeof taskFilters>;

type TasksToolbarProps = { filters: State[0]; setFilters: State[1] };

/** Search and filters, all of them in the URL. */
export function TasksToolbar({ filters, setFilters }: TasksToolbarProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const members = useQuery(trpc.members.list.queryOptions({ workspace }));
  const people = [
    { value: ME, label: "Me", icon: <UserRound aria-hidden className="size-4" /> },
    { value: "none", label: "Nobody", icon: <UserRoundX aria-hidden className="size-4" /> },
    ...(members.data ?? []).map(({ id, name }) => ({ value: id, label: name, icon: <Avatar name={name} /> })),
  ];
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput label="Search tasks" value={filters.q} onChange={(q) => setFilters({ q: q || null })} />
      <FilterChip
        label="Assignee"
        options={people}
        value={filters.assignee}
        onChange={(assignee) => setFilters({ assignee })}
      />
      <ContactFilter contactId={filters.contact} onChange={(contact) => setFilters({ contact })} />
      <FilterChip
        label="Priority"
        multiple
        options={priorityOptions}
        value={filters.priority}
        onChange={(chosen) =>
          setFilters({ priority: taskPriorities.filter((each) => chosen.includes(each)) })
        }
      />
      {filters.view === "list" ? (
        <FilterChip
          label="State"
          multiple
          options={statusOptions}
          value={filters.status}
          onChange={(chosen) => setFilters({ status: taskStatuses.filter((each) => chosen.includes(each)) })}
        />
      ) : null}
    </div>
  );
}

const priorityOptions = [...taskPriorities].reverse().map((priority) => ({
  value: priority,
  label: priorityWords[priority],
  icon: <PriorityIcon priority={priority} />,
}));

const statusOptions = taskStatuses.map((status) => ({
  value: status,
  label: statusWords[status],
  icon: <TaskState status={status} compact />,
}));
