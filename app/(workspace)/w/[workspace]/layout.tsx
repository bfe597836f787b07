import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { settingsPages } from "@/components/settings/settings-pages";
import { AppShell } from "@/components/shell/app-shell";
import { Providers } from "@/components/shell/providers";
import { COLLAPSED, SIDEBAR_COOKIE } from "@/components/shell/sidebar-cookie";
import { WorkspaceProvider } from "@/components/shell/workspace-context";
import { signOutAction } from "@/server/api/auth-actions";
import { openWorkspace } from "@/server/api/open-workspace";
import { mayRole } from "@/server/api/permissions";

type WorkspaceLayoutProps = { params: Promise<{ workspace: string }>; children: ReactNode };

export async function generateMetadata({ params }: Pick<WorkspaceLayoutProps, "params">): Promise<Metadata> {
  const { workspace } = await openWorkspace((await params).workspace);
  return { title: { default: workspace.name, template: `%s · ${workspace.name} · Baton` } };
}

export default async function WorkspaceLayout({ params, children }: WorkspaceLayoutProps) {
  const { workspace, workspaces, user } = await openWorkspace((await params).workspace);
  const collapsed = (await cookies()).get(SIDEBAR_COOKIE)?.value === COLLAPSED;
  const { slug, name, timezone, plan, role } = workspace;
  return (
    <Providers>
      <WorkspaceProvider workspace={{ slug, name, timezone, plan, role }}>
        <AppShell
          user={{ name: user.name, email: user.email }}
          workspaces={workspaces.map((each) => ({ slug: each.slug, name: each.name, plan: each.plan }))}
          settingsPages={settingsPages((permission) => mayRole(role, permission))}
          signOut={signOutAction}
          startCollapsed={collapsed}
        >
          {children}
        </AppShell>
      </WorkspaceProvider>
    </Providers>
  );
}
