import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type DryRunLayoutProps = {
  views?: ReactNode;
  /** What it is tried with; absent where that plays no part. */
  form?: ReactNode;
  children: ReactNode;
  /** Scrolls inside of a height that is given. */
  fill?: boolean | undefined;
};

/** What it is tried with on the left, what comes of it on the right; below each other where there is no room. */
export function DryRunLayout({ views, form, children, fill }: DryRunLayoutProps) {
  return (
    <div className={cn("flex min-h-full max-desk:flex-col", fill && "desk:h-full")}>
      <div
        className={cn(
          "flex flex-col gap-3 border-line p-4 max-desk:border-b desk:w-64 desk:shrink-0 desk:border-r",
          fill && "desk:overflow-y-auto",
        )}
      >
        {views}
        {form}
      </div>
      <section
        aria-label="What it would do"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys, too
        tabIndex={0}
        className={cn("min-w-0 flex-1 focus-visible:-outline-offset-2", fill && "desk:overflow-y-auto")}
      >
        {children}
      </section>
    </div>
  );
}
