import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { acceptEvent } from "../engine/accept-event";

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
  /** Of the run that creates it: what a test causes is a test too. */
  mode?: "live" | "test";
};

/** A task, and the event task.created about it, in one transaction. */
export async function createTask(
  tx: Tx,
  workspaceId: WorkspaceId,
  task: NewTask,
): Promise<{ id: string; createdAt: Date }> {
  const id = newId();
  const createdAt = now();
  const {
    title,
    description = "",
    priority = "normal",
    dueAt = null,
    assigneeId = null,
    contactId = null,
    runId = null,
  } = task;
  await tx.query(
    `insert into tasks (id, workspace_id, title, description, priority, due_at, assignee_id, contact_id, run_id, step_id, created_at)
     values ($1::uuid, $2::uuid, $3, $4, $5, $6::timestamptz, $7::uuid, $8::uuid, $9::uuid, $10, $11::timestamptz)`,
    [
      id,
      workspaceId,
      title,
      description,
      priority,
      dueAt,
      assigneeId,
      contactId,
      runId,
      task.stepId ?? null,
      createdAt,
    ],
  );
  const cause = await causeOf(tx, workspaceId, contactId, runId);
  await acceptEvent(
    {
      workspaceId,
      type: "task.created",
      source: "platform",
      occurredAt: createdAt,
      mode: task.mode ?? "live",
      payload: {
        task_id: id,
        title,
        description,
        priority,
        due_date: dueAt?.toISOString() ?? null,
        assignee_id: assigneeId,
        ...cause.contact,
      },
      ...(runId && { causedBy: { runId, depth: cause.depth } }),
    },
    tx,
  );
  return { id, createdAt };
}

type Contact = {
  customer_id: string | null;
  email: string | null;
  phone: string | null;
  name: string | null;
};

/** Whom the task is about, by the keys that events carry, and how deep the chain of runs is that it comes from. */
async function causeOf(tx: Tx, workspaceId: WorkspaceId, contactId: string | null, runId: string | null) {
  if (!contactId && !runId) return { contact: {}, depth: 0 };
  const { rows } = await tx.query<Contact & { depth: number | null }>(
    `select c.external_id as customer_id, c.email, c.phone, c.name, r.depth
       from (select) as one
       left join contacts c on c.workspace_id = $1::uuid and c.id = $2::uuid
       left join flow_executions r on r.workspace_id = $1::uuid and r.id = $3::uuid`,
    [workspaceId, contactId, runId],
  );
  const { depth, ...known } = rows[0] ?? { depth: 0 };
  const contact = Object.fromEntries(Object.entries(known).filter(([, value]) => value));
  return { contact, depth: depth ?? 0 };
}
