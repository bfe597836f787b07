"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { PlanKey } from "@/server/domain/plans";
import type { Role } from "@/server/domain/workspace";

/** The workspace whose pages are open, as its member sees it. */
export type CurrentWorkspace = { slug: string; name: string; timezone: string; plan: PlanKey; role: Role };

export function WorkspaceProvider({
  workspace,
  children,
}: {
  workspace: CurrentWorkspace;
  children: ReactNode;
}) {
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;
}

export function useWorkspace(): CurrentWorkspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("useWorkspace needs a WorkspaceProvider above it");
  return workspace;
}

const WorkspaceContext = createContext<CurrentWorkspace | null>(null);
