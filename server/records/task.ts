import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";

export const taskPriorities = ["low", "normal", "high", "urgent"] as const;
export type TaskPriority = (typeof taskPriorities)[number];

export type NewTask = {
  title: string;
  description?: string;
  priority?: TaskPriority;
  dueAt?: Date | null;
  assigneeId?: string | null;
  contactId?: string | null;
  runId?: string;
  stepId?: string;
};

export async function createTask(
  tx: Tx,
  workspaceId: WorkspaceId,
  task: NewTask,
): Promise<{ id: string; createdAt: Date }> {
  const id = newId();
  const createdAt = now();
  await tx.query(
    `insert into tasks (id, workspace_id, title, description, priority, due_at, assignee_id, contact_id, run_id, step_id, created_at)
     values ($1::uuid, $2::uuid, $3, $4, $5, $6::timestamptz, $7::uuid, $8::uuid, $9::uuid, $10, $11::timestamptz)`,
    [
      id,
      workspaceId,
      task.title,
      task.description ?? "",
      task.priority ?? "normal",
      task.dueAt ?? null,
      task.assigneeId ?? null,
      task.contactId ?? null,
      task.runId ?? null,
      task.stepId ?? null,
      createdAt,
    ],
  );
  return { id, createdAt };
}
