import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

type CardProps = Omit<ComponentProps<"section">, "title"> & {
  title?: ReactNode;
  description?: ReactNode;
  /** Right of the title. */
  actions?: ReactNode;
  /** Content goes to the edges (tables, canvases). */
  flush?: boolean;
};

/** A panel with a hairline. Never put one inside another. */
export function Card({ title, description, actions, flush, className, children, ...props }: CardProps) {
  return (
    <section
      {...props}
      className={cn("min-w-0 overflow-hidden rounded-lg border border-line bg-surface", className)}
    >
      {title || actions ? (
        <header
          className={cn(
            "flex min-h-10 items-center gap-3 px-4 pt-2.5",
            flush && "border-line border-b py-1.5",
          )}
        >
          <div className="min-w-0 flex-1">
            <h2 className="truncate font-medium">{title}</h2>
            {description ? <p className="text-muted text-xs">{description}</p> : null}
          </div>
          {actions}
        </header>
      ) : null}
      <div className={cn(!flush && "p-4", !flush && title && "pt-2")}>{children}</div>
    </section>
  );
}
