"use client";

import { Tooltip as Radix } from "radix-ui";
import { createContext, type ReactNode, useContext } from "react";
import { Kbd } from "./kbd";

type TooltipProps = {
  label: ReactNode;
  shortcut?: string;
  side?: "top" | "right" | "bottom" | "left";
  /** One focusable element. */
  children: ReactNode;
};

export function Tooltip({ label, shortcut, side = "bottom", children }: TooltipProps) {
  const grouped = useContext(Grouped);
  const tooltip = (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 items-center gap-2 rounded-md bg-gray-12 px-2 py-1 text-xs text-gray-1 data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=delayed-open]:animate-in data-[state=delayed-open]:fade-in-0"
        >
          {label}
          {shortcut ? <Kbd tone="inverse">{shortcut}</Kbd> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
  return grouped ? tooltip : <Radix.Provider delayDuration={400}>{tooltip}</Radix.Provider>;
}

/** Around an app: after one tooltip was read, its neighbours open at once. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Grouped value={true}>
      <Radix.Provider delayDuration={400} skipDelayDuration={300}>
        {children}
      </Radix.Provider>
    </Grouped>
  );
}

const Grouped = createContext(false);
