import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs";
import { taskPriorities, taskStatuses } from "@/server/domain/task";

export const taskViews = ["board", "list"] as const;

/** What the page shows, as it stands in the URL. `assignee` is me, none or a member's id. */
export const taskFilters = {
  view: parseAsStringLiteral(taskViews).withDefault("board"),
  q: parseAsString.withDefault(""),
  assignee: parseAsString,
  contact: parseAsString,
  priority: parseAsArrayOf(parseAsStringLiteral(taskPriorities)).withDefault([]),
  /** Of the list; the board has columns. */
  status: parseAsArrayOf(parseAsStringLiteral(taskStatuses)).withDefault(["open"]),
  /** The task that is open. */
  task: parseAsString,
  new: parseAsBoolean.withDefault(false),
};

export const ME = "me";
