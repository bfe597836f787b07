import type { Metadata } from "next";
import type { ReactNode } from "react";
import { SettingsNav } from "@/components/settings/settings-nav";
import { Page } from "@/components/shell/page";
import { openWorkspace } from "@/server/api/open-workspace";
import { mayRole } from "@/server/api/permissions";

export const metadata: Metadata = { title: { default: "Settings", template: "%s · Settings · Baton" } };

type Props = { params: Promise<{ workspace: string }>; children: ReactNode };

export default async function SettingsLayout({ params, children }: Props) {
  const { workspace } = await openWorkspace((await params).workspace);
  const pages = [
    { path: "", label: "General" },
    { path: "/members", label: "Members" },
    { path: "/billing", label: "Billing" },
    { path: "/owner-pools", label: "Owner pools" },
    { path: "/voice-agents", label: "Voice agents" },
    { path: "/sending", label: "Sending" },
    { path: "/message-templates", label: "Message templates" },
    ...(mayRole(workspace.role, "connections.read") ? [{ path: "/connections", label: "Connections" }] : []),
    { path: "/sessions", label: "Sessions" },
    ...(mayRole(workspace.role, "apiKeys.read") ? [{ path: "/api-keys", label: "API keys" }] : []),
    ...(mayRole(workspace.role, "audit.read") ? [{ path: "/audit", label: "Audit log" }] : []),
  ];
  return (
    <Page crumbs={[{ label: "Settings" }]} heading="content">
      <div className="flex w-full max-w-260 flex-col gap-x-10 gap-y-5 desk:flex-row">
        <SettingsNav workspace={workspace.slug} pages={pages} />
        <div className="min-w-0 flex-1">{children}</div>
      </div>
    </Page>
  );
}
