import type { ReactNode } from "react";
import { cn } from "./cn";

type PageHeaderProps = {
  title: ReactNode;
  /** One line under the title. */
  description?: ReactNode;
  /** Left of the title: a state badge. */
  before?: ReactNode;
  actions?: ReactNode;
  /** 2 where the bar already has the page's h1. */
  level?: 1 | 2;
  className?: string;
};

export function PageHeader({ title, description, before, actions, level = 1, className }: PageHeaderProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <header className={cn("flex flex-wrap items-start gap-x-4 gap-y-2", className)}>
      <div className="min-w-0 flex-1 basis-64">
        <div className="flex min-w-0 items-center gap-2">
          {before}
          <Heading className="truncate font-semibold text-lg">{title}</Heading>
        </div>
        {description ? <p className="mt-0.5 max-w-[70ch] text-muted">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
