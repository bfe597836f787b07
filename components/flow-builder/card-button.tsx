import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

type CardButtonProps = Omit<ComponentProps<"button">, "aria-label"> & { label: string };

/** A small button on a card: it neither drags nor selects it. */
export function CardButton({ label, className, onClick, children, ...props }: CardButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...props}
      onClick={(event) => {
        event.stopPropagation();
        onClick?.(event);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") event.stopPropagation();
      }}
      className={cn(
        "nodrag grid size-5 shrink-0 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink [&_svg]:size-3.5",
        className,
      )}
    >
      {children}
    </button>
  );
}
