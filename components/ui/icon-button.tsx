import type { ComponentProps, ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

type IconButtonProps = Omit<ComponentProps<typeof Button>, "children" | "asChild" | "aria-label"> & {
  /** Its name for everyone: the tooltip and the accessible name. */
  label: string;
  /** Shown in the tooltip, e.g. "⌘K". */
  shortcut?: string;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
};

export function IconButton({
  label,
  shortcut,
  side,
  className,
  size = "sm",
  variant = "ghost",
  children,
  ...props
}: IconButtonProps) {
  const square = size === "lg" ? "w-10" : size === "md" ? "w-8" : "w-7";
  return (
    <Tooltip label={label} shortcut={shortcut} side={side}>
      <Button
        aria-label={label}
        variant={variant}
        size={size}
        className={cn("px-0", square, className)}
        {...props}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
