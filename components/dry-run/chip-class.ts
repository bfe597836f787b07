import { cn } from "@/components/ui/cn";

/** A pill that is on or off. */
export const chipClass = (on: boolean, className?: string): string =>
  cn(
    "inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-xs transition-colors [&_svg]:size-3.5",
    on
      ? "border-accent-ink/40 bg-accent-soft font-medium text-accent-ink"
      : "border-line-strong text-muted hover:bg-hover hover:text-ink",
    className,
  );
