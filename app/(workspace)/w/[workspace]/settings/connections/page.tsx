import type { Metadata } from "next";
import { ConnectionsPanel } from "@/components/connections/connections-panel";
import { NotForRole } from "@/components/settings/not-for-role";
import { openWorkspace } from "@/server/api/open-workspace";
import { mayRole } from "@/server/api/permissions";
import { serverCaller } from "@/server/api/server-caller";

export const metadata: Metadata = { title: "Connections" };

type Props = { params: Promise<{ workspace: string }> };

export default async function ConnectionsPage({ params }: Props) {
  const { workspace } = await openWorkspace((await params).workspace);
  if (!mayRole(workspace.role, "connections.read"))
    return <NotForRole role={workspace.role} what="Connections" />;
  const caller = await serverCaller();
  const { slug } = workspace;
  return (
    <ConnectionsPanel
      workspace={slug}
      list={await caller.connections.list({ workspace: slug })}
      webhooks={await caller.connections.listWebhooks({ workspace: slug })}
    />
  );
}
