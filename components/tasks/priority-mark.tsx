import { ChevronDown, ChevronsUp, ChevronUp, Minus } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { TaskPriority } from "@/server/domain/task";

export const priorityWords: Record<TaskPriority, string> = {
  urgent: "Urgent",
  high: "High",
  normal: "Normal",
  low: "Low",
};

const icons = { urgent: ChevronsUp, high: ChevronUp, normal: Minus, low: ChevronDown } as const;
const tones = { urgent: "red", high: "amber", normal: "neutral", low: "neutral" } as const;

/** Nothing for the usual priority: what stands out is what differs. */
export function PriorityMark({ priority }: { priority: TaskPriority }) {
  if (priority === "normal") return null;
  const Icon = icons[priority];
  return (
    <Badge tone={tones[priority]}>
      <Icon aria-hidden />
      {priorityWords[priority]}
    </Badge>
  );
}

export function PriorityIcon({ priority }: { priority: TaskPriority }) {
  const Icon = icons[priority];
  return <Icon aria-hidden className="size-4 text-muted" />;
}
