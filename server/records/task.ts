import { publishChange } from "../db/bus";
import { now } from "../db/clock";
import { isUuid, newId } from "../db/id";
import { afterCommit, type Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import type { TaskPriority, TaskStatus } from "../domain/task";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { emit } from "./emit";

export type TaskWrite = {
  title: string;
  description?: string;
  priority?: TaskPriority;
  dueAt?: Date | null;
  assigneeId?: string | null;
  contactId?: string | null;
  externalId?: string | null;
  /** The step that creates it; its run is the cause's. */
  stepId?: string;
};

export type TaskChange = Partial<Omit<TaskWrite, "externalId" | "stepId">> & { status?: TaskStatus };

/** A task with the people it concerns. */
export type TaskRow = {
  id: string;
  externalId: string | null;
  title: string;
  description: string;
  status: TaskStatus;
  priority: TaskPriority;
  dueAt: Date | null;
  assigneeId: string | null;
  assigneeName: string | null;
  assigneeEmail: string | null;
  contactId: string | null;
  contactExternalId: string | null;
  contactName: string | null;
  contactEmail: string | null;
  contactPhone: string | null;
  runId: string | null;
  createdAt: Date;
  updatedAt: Date;
  completedAt: Date | null;
};

export const TASK_SELECT = `select t.id, t.external_id as "externalId", t.title, t.description, t.status::text as status, t.priority,
    t.due_at as "dueAt", t.assignee_id as "assigneeId", u.name as "assigneeName", u.email as "assigneeEmail",
    t.contact_id as "contactId", c.external_id as "contactExternalId", c.name as "contactName", c.email as "contactEmail",
    c.phone as "contactPhone", t.run_id as "runId", t.created_at as "createdAt", t.updated_at as "updatedAt", t.completed_at as "completedAt"
  from tasks t
  left join memberships m on m.workspace_id = t.workspace_id and m.user_id = t.assignee_id
  left join users u on u.id = m.user_id
  left join contacts c on c.workspace_id = t.workspace_id and c.id = t.contact_id`;

/** A task, and the event task.created about it, in one transaction. */
export async function createTask(
  tx: Tx,
  workspaceId: WorkspaceId,
  task: TaskWrite,
  cause: Cause,
): Promise<TaskRow> {
  const id = newId();
  const { rowCount } = await tx.query(
    `insert into tasks (id, workspace_id, external_id, title, description, priority, due_at, assignee_id, contact_id, run_id, step_id, created_at, updated_at)
     values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7::timestamptz, $8::uuid, $9::uuid, $10::uuid, $11, $12::timestamptz, $12::timestamptz)
     on conflict (workspace_id, external_id) do nothing returning id`,
    [
      id,
      workspaceId,
      task.externalId ?? null,
      task.title,
      task.description ?? "",
      task.priority ?? "normal",
      task.dueAt ?? null,
      task.assigneeId ?? null,
      task.contactId ?? null,
      cause.runId ?? null,
      task.stepId ?? null,
      now(),
    ],
  );
  if (rowCount === 0) throw await isThere(tx, workspaceId, task.externalId ?? "");
  const created = await readTask(tx, workspaceId, id);
  await emit(tx, workspaceId, "task.created", payloadOf(created), cause);
  afterCommit(tx, () => publishChange({ workspaceId }));
  return created;
}

/**
 * Changes what is named. Closing a task notes when, opening it again forgets it; one that becomes done says so with
 * task.completed.
 */
export async function changeTask(
  tx: Tx,
  workspaceId: WorkspaceId,
  taskId: string,
  change: TaskChange,
  cause: Cause,
): Promise<{ before: TaskRow; task: TaskRow; changed: string[] }> {
  const before = await readTask(tx, workspaceId, taskId, "for no key update of t");
  const after = { ...before, ...withoutUndefined(change) };
  const changed = CHANGEABLE.filter((field) => !isSame(before[field], after[field]));
  if (changed.length === 0) return { before, task: before, changed };
  const at = now();
  const wasOpen = before.status === "open";
  const completedAt = after.status === "open" ? null : wasOpen ? at : before.completedAt;
  await tx.query(
    `update tasks set title = $3, description = $4, status = $5::"TaskStatus", priority = $6, due_at = $7::timestamptz,
       assignee_id = $8::uuid, contact_id = $9::uuid, completed_at = $10::timestamptz, updated_at = $11::timestamptz
     where workspace_id = $1::uuid and id = $2::uuid`,
    [
      workspaceId,
      taskId,
      after.title,
      after.description,
      after.status,
      after.priority,
      after.dueAt,
      after.assigneeId,
      after.contactId,
      completedAt,
      at,
    ],
  );
  const task = await readTask(tx, workspaceId, taskId);
  if (changed.includes("status") && task.status === "done") {
    const payload = {
      ...payloadOf(task),
      completed_at: at.toISOString(),
      completed_by: cause.actor?.name ?? "",
    };
    await emit(tx, workspaceId, "task.completed", payload, cause);
  }
  afterCommit(tx, () => publishChange({ workspaceId }));
  return { before, task, changed };
}

/** Its id, by ours or the one that it was posted with. */
export async function findTask(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from tasks where workspace_id = $1::uuid and (id = $2::uuid or external_id = $3)
     order by id = $2::uuid desc nulls last limit 1`,
    [workspaceId, isUuid(id) ? id : null, id],
  );
  return rows[0]?.id ?? null;
}

export async function readTask(
  tx: Tx,
  workspaceId: WorkspaceId,
  taskId: string,
  lock: "" | "for no key update of t" = "",
): Promise<TaskRow> {
  const { rows } = await tx.query<TaskRow>(
    `${TASK_SELECT} where t.workspace_id = $1::uuid and t.id = $2::uuid ${lock}`,
    [workspaceId, taskId],
  );
  const [row] = rows;
  if (!row) throw noSuchTask();
  return row;
}

export const noSuchTask = () =>
  new AppError("not_found", "There is no such task in this workspace. Look for it in the list of tasks.");

const CHANGEABLE = [
  "title",
  "description",
  "status",
  "priority",
  "dueAt",
  "assigneeId",
  "contactId",
] as const;

const withoutUndefined = (change: TaskChange) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

const isSame = (one: unknown, other: unknown) =>
  one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other;

/** The contact's own keys, so that the event finds it. */
function payloadOf(task: TaskRow): Record<string, unknown> {
  const contact = {
    customer_id: task.contactExternalId,
    email: task.contactEmail,
    phone: task.contactPhone,
    name: task.contactName,
  };
  return {
    task_id: task.id,
    title: task.title,
    description: task.description,
    status: task.status,
    priority: task.priority,
    due_date: task.dueAt?.toISOString() ?? null,
    assignee_id: task.assigneeId,
    ...(task.assigneeEmail && { assignee_email: task.assigneeEmail, assignee_name: task.assigneeName }),
    ...Object.fromEntries(Object.entries(contact).filter(([, value]) => value)),
  };
}

async function isThere(tx: Tx, workspaceId: WorkspaceId, externalId: string): Promise<AppError> {
  const existingId = await findTask(tx, workspaceId, externalId);
  return new AppError(
    "conflict",
    `There is a task with the id “${externalId}” already. Change that one instead.`,
    {
      ...(existingId && { existingId }),
    },
  );
}
