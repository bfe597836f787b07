import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { type State, stateLanguage } from "./state-language";

export type StateAppearance = "badge" | "inline" | "icon";

type StateBadgeProps = {
  state: State;
  /** What belongs to it: "until Tue 09:00", "out of tokens". */
  detail?: ReactNode;
  /** badge: tinted pill · inline: icon and word, for tables · icon: the word for screen readers and on hover only. */
  appearance?: StateAppearance;
  className?: string;
};

/** Of runs and steps use RunStatusBadge and StepStatusBadge, which know their details. */
export function StateBadge({ state, detail, appearance = "badge", className }: StateBadgeProps) {
  const { word, icon: Icon, ink, soft } = stateLanguage[state];
  const icon = (
    <Icon aria-hidden className={cn("size-4 shrink-0", appearance === "badge" && "size-3.5", ink)} />
  );
  if (appearance === "icon")
    return (
      <span title={word} className={cn("inline-flex align-middle", className)}>
        {icon}
        <span className="sr-only">{word}</span>
      </span>
    );
  return (
    <span
      className={cn(
        "inline-flex max-w-full align-middle items-center gap-1.5 whitespace-nowrap",
        appearance === "badge" && ["h-5 rounded-md px-1.5 text-xs", soft],
        className,
      )}
    >
      {icon}
      <span className={cn("font-medium", ink)}>{word}</span>
      {detail ? (
        <span className={cn("truncate", appearance === "badge" ? ink : "text-muted")}>{detail}</span>
      ) : null}
    </span>
  );
}
