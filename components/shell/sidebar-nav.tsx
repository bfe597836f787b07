"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import { isActive, navGroups } from "./nav-items";
import { useWorkspace } from "./workspace-context";

type SidebarNavProps = { collapsed?: boolean; onNavigate?: () => void };

export function SidebarNav({ collapsed = false, onNavigate }: SidebarNavProps) {
  const pathname = usePathname();
  const base = `/w/${useWorkspace().slug}`;
  return (
    <nav aria-label="Workspace" className="flex flex-col gap-4 px-2">
      {navGroups.map((group) => (
        <ul key={group[0].label} className="flex flex-col gap-0.5">
          {group.map((item) => {
            const active = isActive(pathname, base, item.path);
            const link = (
              <Link
                href={base + item.path}
                onClick={onNavigate}
                aria-current={active ? "page" : undefined}
                aria-label={collapsed ? item.label : undefined}
                className={cn(
                  "flex h-8 items-center gap-2.5 rounded-md px-2 transition-colors desk:h-7",
                  active ? "bg-active font-medium text-ink" : "text-muted hover:bg-hover hover:text-ink",
                )}
              >
                <item.icon aria-hidden className="size-4 shrink-0" />
                {collapsed ? null : item.label}
              </Link>
            );
            return (
              <li key={item.label}>
                {collapsed ? (
                  <Tooltip label={item.label} shortcut={`G ${item.key}`} side="right">
                    {link}
                  </Tooltip>
                ) : (
                  link
                )}
              </li>
            );
          })}
        </ul>
      ))}
    </nav>
  );
}
