import { cn } from "@/components/ui/cn";
import type { RunOrigin } from "@/server/domain/run";
import { originLanguage } from "./run-origin";

/** The sign of what started a run; its word for screen readers and on hover. */
export function OriginIcon({ origin, className }: { origin: RunOrigin; className?: string }) {
  const { word, icon: Icon } = originLanguage[origin];
  return (
    <span title={word} className={cn("inline-flex shrink-0 align-middle text-muted", className)}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{word}</span>
    </span>
  );
}
