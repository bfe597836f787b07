import type { Metadata } from "next";
import { AgentsPanel } from "@/components/agents/agents-panel";
import { openWorkspace } from "@/server/api/open-workspace";
import { mayRole } from "@/server/api/permissions";
import { serverCaller } from "@/server/api/server-caller";

export const metadata: Metadata = { title: "Voice agents" };

type Props = { params: Promise<{ workspace: string }> };

export default async function VoiceAgentsPage({ params }: Props) {
  const { workspace } = await openWorkspace((await params).workspace);
  const caller = await serverCaller();
  return (
    <AgentsPanel
      workspace={workspace.slug}
      mayManage={mayRole(workspace.role, "agents.manage")}
      list={await caller.agents.list({ workspace: workspace.slug })}
    />
  );
}
