import type { Task } from "./task-types";

/** What the contact of a task is called: its name, else what it is reached by. */
export const taskContact = (task: Task): string | null =>
  task.contactId
    ? task.contactName ||
      task.contactEmail ||
      task.contactPhone ||
      task.contactExternalId ||
      "Unnamed contact"
    : null;
