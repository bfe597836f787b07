import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { type Crumb, TopBar } from "./top-bar";

type PageProps = {
  /** From the section to this page; the last one has no href. */
  crumbs: Crumb[];
  /** The last crumb, when it is more than words. */
  title?: ReactNode;
  /** Buttons at the right of the bar. */
  actions?: ReactNode;
  /** Where the h1 is: the last crumb, or in the content (PageHeader). */
  heading?: "bar" | "content";
  /** wide: full width · narrow: 880 px, for forms · flush: no gutter and exactly as high as the window, for canvases. */
  layout?: "wide" | "narrow" | "flush";
  children: ReactNode;
};

/** Every page of a workspace: the bar on top, then the content. */
export function Page({ crumbs, title, actions, heading = "bar", layout = "wide", children }: PageProps) {
  const flush = layout === "flush";
  return (
    <div className={cn("flex min-h-dvh flex-col", flush && "h-dvh")}>
      <TopBar crumbs={crumbs} title={title} actions={actions} heading={heading} />
      <main
        id="content"
        tabIndex={-1}
        className={cn(
          "flex min-h-0 flex-1 flex-col outline-none",
          !flush && "px-4 py-5 desk:px-6",
          layout === "narrow" && "mx-auto w-full max-w-232",
        )}
      >
        {children}
      </main>
    </div>
  );
}
