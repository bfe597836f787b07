"use client";

import { createContext, useContext } from "react";
import type { SettingsPage } from "@/components/settings/settings-pages";

export type ShellUser = { name: string; email: string };
export type ShellWorkspace = { slug: string; name: string; plan: string };

export type Shell = {
  user: ShellUser;
  workspaces: ShellWorkspace[];
  /** Those that the person may open. */
  settingsPages: SettingsPage[];
  /** Server action that ends the session and leaves for the sign-in page. */
  signOut: () => Promise<void>;
  collapsed: boolean;
  toggleSidebar: () => void;
  openPalette: () => void;
  openCreateWorkspace: () => void;
  openShortcuts: () => void;
};

export const ShellContext = createContext<Shell | null>(null);

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error("useShell needs an AppShell above it");
  return shell;
}
