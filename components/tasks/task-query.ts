import type { TaskPriority } from "@/server/domain/task";

/** The filters that the board and the list have in common, as they are asked for. */
export type TaskQuery = {
  workspace: string;
  q: string;
  assigneeId?: string | undefined;
  contactId?: string | undefined;
  priority: TaskPriority[];
};
