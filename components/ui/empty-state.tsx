import type { ReactNode } from "react";
import { cn } from "./cn";

type EmptyStateProps = {
  /** A picture drawn from real components; decoration, hidden from screen readers. */
  picture?: ReactNode;
  title: string;
  /** One sentence that teaches. */
  children?: ReactNode;
  /** One button, at most one link beside it. */
  action?: ReactNode;
  className?: string;
};

export function EmptyState({ picture, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-center px-6 py-14 text-center", className)}>
      {picture ? (
        <div aria-hidden inert className="mb-5">
          {picture}
        </div>
      ) : null}
      <h2 className="font-semibold text-base">{title}</h2>
      {children ? <p className="mt-1 max-w-[52ch] text-muted">{children}</p> : null}
      {action ? <div className="mt-4 flex flex-wrap items-center justify-center gap-3">{action}</div> : null}
    </div>
  );
}
