import { Ban, Circle, CircleCheck } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { TaskStatus } from "@/server/domain/task";

export const statusWords: Record<TaskStatus, string> = { open: "Open", done: "Done", cancelled: "Cancelled" };

const looks = {
  open: { icon: Circle, ink: "text-idle" },
  done: { icon: CircleCheck, ink: "text-succeeded" },
  cancelled: { icon: Ban, ink: "text-idle" },
} as const;

/** Icon and word; `compact`: the word for screen readers and hovers only. */
export function TaskState({ status, compact }: { status: TaskStatus; compact?: boolean }) {
  const { icon: Icon, ink } = looks[status];
  return (
    <span
      className={cn("inline-flex items-center gap-1.5", ink)}
      title={compact ? statusWords[status] : undefined}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className={cn(compact && "sr-only")}>{statusWords[status]}</span>
    </span>
  );
}
