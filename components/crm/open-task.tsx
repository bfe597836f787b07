"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Checkbox } from "@/components/ui/checkbox";
import { RelativeTime } from "@/components/ui/relative-time";
import { toast } from "@/components/ui/toast";
import { useNow } from "@/components/ui/use-now";
import type { ContactTask } from "./contact-types";

/** A task of the contact: ticked off where it stands. */
export function OpenTask({ task, mayEdit }: { task: ContactTask; mayEdit: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const now = useNow();
  const { slug: workspace } = useWorkspace();
  const change = useMutation(
    trpc.tasks.change.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() }),
          queries.invalidateQueries({ queryKey: trpc.tasks.pathKey() }),
        ]),
      onError: (error) => toast.error("The task was not changed", { description: error.message }),
    }),
  );
  const set = (status: "done" | "open") =>
    change.mutateAsync({ workspace, taskId: task.id, patch: { status } }).catch(() => undefined);
  const overdue = now !== null && task.dueAt !== null && task.dueAt.getTime() < now;
  return (
    <li className="flex items-start gap-2 border-line border-b py-2 last:border-0">
      <Checkbox
        hideLabel
        label={`Done: ${task.title}`}
        checked={false}
        disabled={!mayEdit || change.isPending}
        onCheckedChange={() =>
          void set("done").then((saved) => {
            if (saved) toast.success(`“${task.title}” is done`, { undo: () => void set("open") });
          })
        }
      />
      <div className="min-w-0 flex-1">
        <Link
          href={`/w/${workspace}/tasks?task=${task.id}`}
          className="block break-words rounded-sm hover:underline"
        >
          {task.title}
        </Link>
        <p className="flex flex-wrap gap-x-2 text-muted text-xs">
          {task.dueAt ? (
            <span className={overdue ? "text-failed" : undefined}>
              {overdue ? "Overdue since " : "Due "}
              <RelativeTime at={task.dueAt} />
            </span>
          ) : null}
          {task.assigneeName ? <span>{task.assigneeName}</span> : null}
        </p>
      </div>
    </li>
  );
}
