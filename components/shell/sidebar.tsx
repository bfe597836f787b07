"use client";

import { PanelLeft } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { useShell } from "./shell-context";
import { SidebarNav } from "./sidebar-nav";
import { UserMenu } from "./user-menu";
import { WorkspaceSwitcher } from "./workspace-switcher";

/** 224 px, or 48 when collapsed; under 900 px the bar's menu button shows MobileNav instead. */
export function Sidebar() {
  const { collapsed, toggleSidebar } = useShell();
  return (
    <aside
      aria-label="Sidebar"
      className={cn(
        "sticky top-0 hidden h-dvh shrink-0 flex-col border-line border-r bg-sunken transition-[width] desk:flex",
        collapsed ? "w-12" : "w-56",
      )}
    >
      <div className="flex h-12 items-center px-2">
        <WorkspaceSwitcher collapsed={collapsed} />
      </div>
      <div className="flex-1 overflow-y-auto overflow-x-hidden py-2">
        <SidebarNav collapsed={collapsed} />
      </div>
      <div
        className={cn("flex items-center gap-1 border-line border-t p-2", collapsed && "flex-col-reverse")}
      >
        <UserMenu collapsed={collapsed} />
        <IconButton
          label={collapsed ? "Expand sidebar" : "Collapse sidebar"}
          shortcut="["
          side="right"
          aria-expanded={!collapsed}
          onClick={toggleSidebar}
          className={collapsed ? "w-8" : undefined}
        >
          <PanelLeft aria-hidden />
        </IconButton>
      </div>
    </aside>
  );
}
