"use client";

import { ChevronDown } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { cn } from "@/components/ui/cn";

type DryRunLayoutProps = {
  views?: ReactNode;
  /** What it is tried with; absent where that plays no part. */
  form?: { words: string; fields: ReactNode };
  children: ReactNode;
  /** Scrolls inside of a height that is given. */
  fill?: boolean | undefined;
};

/**
 * What it is tried with on the left, what comes of it on the right. Where there is no room for both, what it is tried with
 * is one line above, which opens.
 */
export function DryRunLayout({ views, form, children, fill }: DryRunLayoutProps) {
  const formId = useId();
  const [open, setOpen] = useState(false);
  return (
    <div className={cn("@container", fill && "h-full overflow-y-auto")}>
      <div className={cn("flex min-h-full flex-col @[820px]:flex-row", fill && "@[820px]:h-full")}>
        <div
          className={cn(
            "flex shrink-0 flex-wrap items-center gap-2 border-line border-b px-4 py-2",
            "@[820px]:w-66 @[820px]:flex-col @[820px]:flex-nowrap @[820px]:items-stretch @[820px]:gap-3 @[820px]:border-r @[820px]:border-b-0 @[820px]:py-3",
            fill && "@[820px]:overflow-y-auto",
          )}
        >
          {views}
          {form ? (
            <>
              <button
                type="button"
                aria-expanded={open}
                aria-controls={formId}
                onClick={() => setOpen(!open)}
                className="flex h-7 min-w-0 flex-1 items-center gap-1.5 rounded-md px-2 text-left text-muted hover:bg-hover hover:text-ink @[820px]:hidden"
              >
                <span className="min-w-0 truncate">{form.words}</span>
                <ChevronDown
                  aria-hidden
                  className={cn("ml-auto size-4 shrink-0 transition-transform", open && "rotate-180")}
                />
              </button>
              <div id={formId} className={cn("w-full pb-2 @[820px]:block", !open && "hidden")}>
                {form.fields}
              </div>
            </>
          ) : null}
        </div>
        <section
          aria-label="What it would do"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys, too
          tabIndex={0}
          className={cn("min-w-0 flex-1 focus-visible:-outline-offset-2", fill && "@[820px]:overflow-y-auto")}
        >
          {children}
        </section>
      </div>
    </div>
  );
}
