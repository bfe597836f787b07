"use client";

import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { Columns3, List, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useQueryStates } from "nuqs";
import { useLiveList } from "@/components/runs/use-live-list";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useListKeys } from "@/components/shell/use-list-keys";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { TaskBoard } from "./task-board";
import { ME, taskFilters } from "./task-filters";
import { TaskList } from "./task-list";
import type { TaskQuery } from "./task-query";
import { TasksEmpty } from "./tasks-empty";
import { TasksToolbar } from "./tasks-toolbar";
import { useFoundTasks } from "./use-found-tasks";
import { useMinute } from "./use-minute";
import { useTaskChanges } from "./use-task-changes";

const NewTaskDialog = dynamic(() => import("./new-task-dialog").then((module) => module.NewTaskDialog));
const TaskDialog = dynamic(() => import("./task-dialog").then((module) => module.TaskDialog));

/** What the people of the workspace have to do. */
export function TasksPage({ userId }: { userId: string }) {
  const { slug: workspace } = useWorkspace();
  const [filters, setFilters] = useQueryStates(taskFilters, { history: "replace" });
  const { q, assignee, contact, priority, view } = filters;
  const assigneeId = assignee === ME ? userId : (assignee ?? undefined);
  const query: TaskQuery = { workspace, q, priority, assigneeId, contactId: contact ?? undefined };
  const changes = useTaskChanges();
  const now = useMinute();
  const find = useFoundTasks();
  useLiveTasks();

  const create = changes.mayWrite ? () => setFilters({ new: true }) : null;
  const open = (task: string) => setFilters({ task });
  useListKeys({
    onNew: create,
    tickRemoves: true,
    onTick: changes.mayWrite
      ? (taskId) => {
          const task = find(taskId);
          if (task) changes.setStatus(task, task.status === "open" ? "done" : "open");
        }
      : null,
  });

  const filtered = Boolean(q || assignee || contact || priority.length);
  const empty = (
    <TasksEmpty
      filtered={filtered || view === "list"}
      onClear={() => setFilters(CLEARED)}
      onCreate={create}
    />
  );
  return (
    <Page
      crumbs={[{ label: "Tasks" }]}
      actions={
        <>
          <SegmentedControl
            label="View"
            options={views}
            iconsOnly
            value={view}
            onChange={(next) => setFilters({ view: next })}
          />
          {create ? (
            <Button variant="primary" onClick={create}>
              <Plus aria-hidden />
              New task
            </Button>
          ) : null}
        </>
      }
    >
      <TasksToolbar filters={filters} setFilters={setFilters} />
      {view === "board" ? (
        <TaskBoard query={query} now={now} changes={changes} onOpen={open} empty={empty} />
      ) : (
        <TaskList
          query={query}
          status={filters.status}
          now={now}
          changes={changes}
          onOpen={open}
          empty={empty}
        />
      )}
      {create && filters.new ? (
        <NewTaskDialog
          given={assigneeId && assigneeId !== "none" ? { assignee: assigneeId } : {}}
          onClose={() => setFilters({ new: null })}
        />
      ) : null}
      {filters.task ? (
        <TaskDialog
          key={filters.task}
          taskId={filters.task}
          changes={changes}
          onClose={() => setFilters({ task: null })}
        />
      ) : null}
    </Page>
  );
}

const CLEARED = { q: null, assignee: null, contact: null, priority: null, status: [] };

const views = [
  { value: "board", label: "Board", icon: <Columns3 aria-hidden /> },
  { value: "list", label: "List", icon: <List aria-hidden /> },
] as const;

/** Everything on the page at once, and not more often than people can follow. */
const PAUSE_MS = 3_000;

/** Tasks come from flows and from other people: what is shown is read again when something in the workspace changes. */
function useLiveTasks() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const queryKey = trpc.tasks.pathKey();
  const isFetching = useIsFetching({ queryKey }) > 0;
  useLiveList({ isFetching, refetch: () => queries.invalidateQueries({ queryKey }) }, PAUSE_MS);
}
