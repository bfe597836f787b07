import type { ReactNode } from "react";
import { cn } from "./cn";

export function Kbd({ tone = "plain", children }: { tone?: "plain" | "inverse"; children: ReactNode }) {
  return (
    <kbd
      className={cn(
        "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm px-1 font-sans text-xs",
        tone === "inverse" ? "bg-gray-11 text-gray-1" : "border border-line bg-surface text-muted",
      )}
    >
      {children}
    </kbd>
  );
}
