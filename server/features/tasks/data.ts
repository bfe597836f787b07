import * as z from "zod";
import { now } from "@/server/db/clock";
import { containing } from "@/server/db/like";
import { pool } from "@/server/db/pool";
import {
  MOST_COUNTED,
  type TaskColumn,
  taskColumns,
  taskPrioritySchema,
  taskStatusSchema,
} from "@/server/domain/task";
import { taskBounds } from "@/server/domain/task-times";
import type { WorkspaceId } from "@/server/domain/workspace";
import { findTask, noSuchTask, readTask, TASK_SELECT, type TaskRow } from "@/server/records/task";

export type { TaskRow } from "@/server/records/task";

/** Nobody's tasks. */
export const UNASSIGNED = "none";

export const taskFilterSchema = z.object({
  /** Of the board: open tasks due then, or closed ones. */
  column: z.enum(taskColumns).optional(),
  status: z.array(taskStatusSchema).max(3).default([]),
  assigneeId: z.union([z.uuid(), z.literal(UNASSIGNED)]).optional(),
  contactId: z.uuid().optional(),
  priority: z.array(taskPrioritySchema).max(4).default([]),
  q: z.string().trim().max(200).default(""),
  /** due: open ones by when they are due; closed: by when they were closed; created: the newest first. */
  sort: z.enum(["due", "closed", "created"]).default("due"),
  limit: z.number().int().min(1).max(100).default(50),
});
export type TaskFilter = z.output<typeof taskFilterSchema>;

/** Where a page ended. `at` null: among those without a due date. */
export const taskCursorSchema = z.object({ at: z.coerce.date().nullable(), id: z.uuid() });
type Cursor = z.output<typeof taskCursorSchema>;

/** A task as the pages and the REST API show it. */
export type TaskItem = TaskRow;

type Query = { where: string; values: unknown[] };

/** A page of tasks in the order that was asked for. */
export async function listTasks(
  workspaceId: WorkspaceId,
  zone: string,
  filter: TaskFilter,
  cursor: Cursor | undefined,
): Promise<{ tasks: TaskRow[]; nextCursor: Cursor | null }> {
  const sort = filter.column === "done" ? "closed" : filter.column ? "due" : filter.sort;
  const { key, direction, after, of } = ORDERS[sort];
  const { where, values } = queryOf(workspaceId, zone, filter);
  const page = cursor
    ? `and (${key}, t.id) ${after} (coalesce($${values.length + 1}::timestamptz, 'infinity'), $${values.length + 2}::uuid)`
    : "";
  const { rows } = await pool().query<TaskRow>(
    `${TASK_SELECT} where ${where} ${page}
     order by ${key} ${direction}, t.id ${direction} limit ${filter.limit + 1}`,
    cursor ? [...values, cursor.at, cursor.id] : values,
  );
  const tasks = rows.slice(0, filter.limit);
  const last = tasks.at(-1);
  return { tasks, nextCursor: rows.length > filter.limit && last ? { at: of(last), id: last.id } : null };
}

const BY_DUE = "coalesce(t.due_at, 'infinity'::timestamptz)";
const ORDERS = {
  due: { key: BY_DUE, direction: "asc", after: ">", of: (task: TaskRow) => task.dueAt },
  closed: { key: "t.completed_at", direction: "desc", after: "<", of: (task: TaskRow) => task.completedAt },
  created: { key: "t.created_at", direction: "desc", after: "<", of: (task: TaskRow) => task.createdAt },
} as const;

/** How many tasks stand in each column of the board, under the same filters. */
export async function countTasks(
  workspaceId: WorkspaceId,
  zone: string,
  filter: TaskFilter,
): Promise<Record<TaskColumn, number>> {
  const counts = await Promise.all(
    taskColumns.map(async (column) => {
      const { where, values } = queryOf(workspaceId, zone, { ...filter, column });
      const { rows } = await pool().query<{ count: number }>(
        `select count(*)::int as count from (
           select from tasks t left join contacts c on c.workspace_id = t.workspace_id and c.id = t.contact_id
           where ${where} limit ${MOST_COUNTED}) counted`,
        values,
      );
      return [column, rows[0]?.count ?? 0] as const;
    }),
  );
  return { overdue: 0, today: 0, week: 0, later: 0, done: 0, ...Object.fromEntries(counts) };
}

function queryOf(workspaceId: WorkspaceId, zone: string, filter: TaskFilter): Query {
  const values: unknown[] = [workspaceId];
  const parts = ["t.workspace_id = $1"];
  const add = (part: string, ...more: unknown[]) => {
    parts.push(part.replace(/\?/g, () => `$${values.push(more.shift())}`));
  };
  if (filter.column) addColumn(add, filter.column, zone);
  else if (filter.status.length > 0) add(`t.status = any(?::"TaskStatus"[])`, filter.status);
  if (filter.assigneeId === UNASSIGNED) add("t.assignee_id is null");
  else if (filter.assigneeId) add("t.assignee_id = ?", filter.assigneeId);
  if (filter.contactId) add("t.contact_id = ?", filter.contactId);
  if (filter.priority.length > 0) add("t.priority = any(?)", filter.priority);
  if (filter.q) add("(t.title ilike ? or c.name ilike ?)", containing(filter.q), containing(filter.q));
  // A list of closed tasks has a place for those alone that were closed.
  if (filter.sort === "closed" && !filter.column) add("t.status <> 'open'");
  return { where: parts.join(" and "), values };
}

function addColumn(
  add: (part: string, ...values: unknown[]) => void,
  column: TaskColumn,
  zone: string,
): void {
  const bounds = taskBounds(now(), zone);
  add(column === "done" ? "t.status = 'done'" : "t.status = 'open'");
  if (column === "overdue") add(`${BY_DUE} < ?`, bounds.now);
  if (column === "today") add(`${BY_DUE} >= ? and ${BY_DUE} <= ?`, bounds.now, bounds.endOfToday);
  if (column === "week") add(`${BY_DUE} > ? and ${BY_DUE} <= ?`, bounds.endOfToday, bounds.endOfWeek);
  if (column === "later") add(`${BY_DUE} > ?`, bounds.endOfWeek);
}

export const getTask = (workspaceId: WorkspaceId, taskId: string): Promise<TaskRow> =>
  readTask(pool(), workspaceId, taskId);

/** Our id of a task, by ours or the one that it was posted with. */
export async function resolveTaskId(workspaceId: WorkspaceId, id: string): Promise<string> {
  const taskId = await findTask(pool(), workspaceId, id);
  if (!taskId) throw noSuchTask();
  return taskId;
}
