import type { Metadata } from "next";
import { AuditPanel } from "@/components/settings/audit-panel";
import { NotForRole } from "@/components/settings/not-for-role";
import { openWorkspace } from "@/server/api/open-workspace";
import { mayRole } from "@/server/api/permissions";
import { serverCaller } from "@/server/api/server-caller";

export const metadata: Metadata = { title: "Audit log" };

type Props = { params: Promise<{ workspace: string }> };

export default async function AuditPage({ params }: Props) {
  const { workspace } = await openWorkspace((await params).workspace);
  if (!mayRole(workspace.role, "audit.read"))
    return <NotForRole role={workspace.role} what="The audit log" />;
  const caller = await serverCaller();
  const members = await caller.members.list({ workspace: workspace.slug });
  return <AuditPanel workspace={workspace.slug} members={members} />;
}
