import { CircleCheck, CircleX, Clock } from "lucide-react";
import { cn } from "@/components/ui/cn";

/** The state of one message. Only what became of it: the run's state is shown on the run. */
export function MessageStatus({
  status,
  inTable,
}: {
  status: string /** In narrow windows only the icon is seen. */;
  inTable?: boolean;
}) {
  const { word, icon: Icon, ink } = words[status] ?? { word: status, icon: Clock, ink: "text-idle" };
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap">
      <Icon aria-hidden className={cn("size-4 shrink-0", ink)} />
      <span className={cn("font-medium", ink, inTable && "max-desk:sr-only")}>{word}</span>
    </span>
  );
}

const words: Record<string, { word: string; icon: typeof Clock; ink: string }> = {
  queued: { word: "Queued", icon: Clock, ink: "text-idle" },
  sent: { word: "Sent", icon: CircleCheck, ink: "text-succeeded" },
  delivered: { word: "Delivered", icon: CircleCheck, ink: "text-succeeded" },
  received: { word: "Received", icon: CircleCheck, ink: "text-succeeded" },
  failed: { word: "Failed", icon: CircleX, ink: "text-failed" },
};
