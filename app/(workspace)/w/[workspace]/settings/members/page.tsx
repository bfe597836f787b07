import type { Metadata } from "next";
import { MembersPanel } from "@/components/settings/members-panel";
import { openWorkspace } from "@/server/api/open-workspace";
import { mayRole } from "@/server/api/permissions";
import { serverCaller } from "@/server/api/server-caller";

export const metadata: Metadata = { title: "Members" };

type Props = { params: Promise<{ workspace: string }> };

export default async function MembersPage({ params }: Props) {
  const { workspace, user } = await openWorkspace((await params).workspace);
  const caller = await serverCaller();
  return (
    <MembersPanel
      workspace={workspace}
      userId={user.id}
      mayManage={mayRole(workspace.role, "members.manage")}
      members={await caller.members.list({ workspace: workspace.slug })}
    />
  );
}
