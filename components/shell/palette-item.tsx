"use client";

import { Command } from "cmdk";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type PaletteItemProps = {
  /** Unique among all items. */
  value: string;
  /** Further words to find it by; for what the server has matched already, the query itself. */
  keywords?: string[];
  icon?: LucideIcon;
  /** Grey, at the right. */
  aside?: ReactNode;
  onSelect: () => void;
  children: ReactNode;
};

export function PaletteItem({ value, keywords, icon: Icon, aside, onSelect, children }: PaletteItemProps) {
  return (
    <Command.Item
      value={value}
      keywords={keywords}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer select-none items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-hover"
    >
      {Icon ? <Icon aria-hidden className="size-4 shrink-0 text-muted" /> : null}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {aside ? <span className="shrink-0 text-muted text-xs">{aside}</span> : null}
    </Command.Item>
  );
}
