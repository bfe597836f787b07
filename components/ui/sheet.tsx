"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { overlayClass } from "./overlay-class";

type SheetContentProps = {
  title: string;
  side?: "left" | "right";
  /** Title for screen readers only: the content brings its own heading. */
  hideTitle?: boolean;
  className?: string;
  children: ReactNode;
};

/** A panel that slides in from a side: navigation on a phone, a detail pane. */
export function SheetContent({ title, side = "right", hideTitle, className, children }: SheetContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClass} />
      <Radix.Content
        aria-describedby={undefined}
        className={cn(
          "fixed inset-y-0 z-50 flex w-[min(560px,calc(100vw-48px))] flex-col bg-raised text-sm shadow-float duration-180 focus:outline-none data-[state=closed]:animate-out data-[state=open]:animate-in",
          side === "left"
            ? "left-0 data-[state=closed]:slide-out-to-left data-[state=open]:slide-in-from-left"
            : "right-0 data-[state=closed]:slide-out-to-right data-[state=open]:slide-in-from-right",
          className,
        )}
      >
        <header
          className={cn(
            "flex h-12 shrink-0 items-center gap-3 border-line border-b px-4",
            hideTitle && "absolute top-0 right-0 z-10 border-0 px-2",
          )}
        >
          <Radix.Title
            className={cn("min-w-0 flex-1 truncate font-semibold text-base", hideTitle && "sr-only")}
          >
            {title}
          </Radix.Title>
          <Radix.Close
            aria-label="Close"
            className="grid size-7 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
          >
            <X aria-hidden className="size-4" />
          </Radix.Close>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
      </Radix.Content>
    </Radix.Portal>
  );
}

export const Sheet = Radix.Root;
export const SheetTrigger = Radix.Trigger;
export const SheetClose = Radix.Close;
