"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useMemo, useState } from "react";
import { CreateWorkspaceDialog } from "./create-workspace-dialog";
import { type Shell, ShellContext } from "./shell-context";
import { Sidebar } from "./sidebar";
import { useShortcuts } from "./use-shortcuts";
import { useSidebarState } from "./use-sidebar-state";

const CommandPalette = dynamic(() => import("./command-palette").then((module) => module.CommandPalette));
const ShortcutsDialog = dynamic(() => import("./shortcuts-dialog").then((module) => module.ShortcutsDialog));

type AppShellProps = Pick<Shell, "user" | "workspaces" | "settingsPages" | "signOut"> & {
  /** How the sidebar was left, from its cookie, so that the first paint is right. */
  startCollapsed: boolean;
  children: ReactNode;
};

/** Sidebar, command palette and dialogs around every page of a workspace. Pages bring their own bar: see Page. */
export function AppShell({
  user,
  workspaces,
  settingsPages,
  signOut,
  startCollapsed,
  children,
}: AppShellProps) {
  const { collapsed, toggleSidebar } = useSidebarState(startCollapsed);
  const [palette, setPalette] = useState<"unused" | "open" | "closed">("unused");
  const [creating, setCreating] = useState(false);
  const [shortcuts, setShortcuts] = useState(false);
  const shell = useMemo<Shell>(
    () => ({
      user,
      workspaces,
      settingsPages,
      signOut,
      collapsed,
      toggleSidebar,
      openPalette: () => setPalette("open"),
      openCreateWorkspace: () => setCreating(true),
      openShortcuts: () => setShortcuts(true),
    }),
    [user, workspaces, settingsPages, signOut, collapsed, toggleSidebar],
  );
  useShortcuts(shell);
  return (
    <ShellContext value={shell}>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-1.5 focus:font-medium focus:shadow-float"
      >
        Skip to content
      </a>
      <div className="flex min-h-dvh">
        <Sidebar />
        <div className="min-w-0 flex-1">{children}</div>
      </div>
      {palette === "unused" ? null : (
        <CommandPalette
          open={palette === "open"}
          onOpenChange={(open) => setPalette(open ? "open" : "closed")}
        />
      )}
      <CreateWorkspaceDialog open={creating} onOpenChange={setCreating} />
      {shortcuts ? <ShortcutsDialog open onOpenChange={setShortcuts} /> : null}
    </ShellContext>
  );
}
