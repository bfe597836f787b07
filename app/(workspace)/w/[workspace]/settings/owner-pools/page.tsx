import type { Metadata } from "next";
import { PoolsPanel } from "@/components/pools/pools-panel";
import { openWorkspace } from "@/server/api/open-workspace";
import { mayRole } from "@/server/api/permissions";
import { serverCaller } from "@/server/api/server-caller";

export const metadata: Metadata = { title: "Owner pools" };

type Props = { params: Promise<{ workspace: string }> };

export default async function OwnerPoolsPage({ params }: Props) {
  const { workspace, user } = await openWorkspace((await params).workspace);
  const caller = await serverCaller();
  return (
    <PoolsPanel
      workspace={workspace.slug}
      userId={user.id}
      mayManage={mayRole(workspace.role, "pools.manage")}
      pools={await caller.pools.list({ workspace: workspace.slug })}
    />
  );
}
