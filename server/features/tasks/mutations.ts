import { inTransaction, type Tx } from "@/server/db/pool";
import type { NewTask, TaskPatch } from "@/server/domain/task";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import type { Cause } from "@/server/records/cause";
import * as records from "@/server/records/task";
import { taskChange } from "./service";

/** Who asks, and where events of it are said to come from. */
export type TaskAsker = { actor: Actor; source: string };

export async function createTask(
  workspaceId: WorkspaceId,
  by: TaskAsker,
  { external_id, title, ...rest }: NewTask,
): Promise<records.TaskRow> {
  return inTransaction(async (tx) => {
    const known = await taskChange(tx, workspaceId, rest);
    const write = { ...known, title, ...(external_id && { externalId: external_id }) };
    const task = await records.createTask(tx, workspaceId, write, causeOf(by));
    await audit(tx, workspaceId, by, "task.created", task);
    return task;
  });
}

export async function changeTask(
  workspaceId: WorkspaceId,
  by: TaskAsker,
  taskId: string,
  patch: TaskPatch,
): Promise<records.TaskRow> {
  return inTransaction(async (tx) => {
    const change = await taskChange(tx, workspaceId, patch);
    const { before, task, changed } = await records.changeTask(tx, workspaceId, taskId, change, causeOf(by));
    if (changed.length > 0) await audit(tx, workspaceId, by, actionOf(before, task), task, { changed });
    return task;
  });
}

const causeOf = ({ actor, source }: TaskAsker): Cause => ({ source, actor });

function actionOf(before: records.TaskRow, after: records.TaskRow): string {
  if (before.status === after.status) return "task.changed";
  return { done: "task.completed", cancelled: "task.cancelled", open: "task.reopened" }[after.status];
}

const audit = (
  tx: Tx,
  workspaceId: WorkspaceId,
  { actor }: TaskAsker,
  action: string,
  { id, title }: records.TaskRow,
  details: Record<string, unknown> = {},
) => writeAudit(tx, { workspaceId, actor, action, target: { type: "task", id, name: title }, details });
