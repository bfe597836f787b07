import type { Metadata } from "next";
import { SendingRulesForm } from "@/components/sending/sending-rules-form";
import { SuppressionList } from "@/components/sending/suppression-list";
import { SettingsSection } from "@/components/settings/settings-section";
import { openWorkspace } from "@/server/api/open-workspace";
import { mayRole } from "@/server/api/permissions";
import { serverCaller } from "@/server/api/server-caller";

export const metadata: Metadata = { title: "Sending" };

type Props = { params: Promise<{ workspace: string }> };

export default async function SendingPage({ params }: Props) {
  const { workspace } = await openWorkspace((await params).workspace);
  const caller = await serverCaller();
  const { rules } = await caller.sending.rules({ workspace: workspace.slug });
  return (
    <SettingsSection
      title="Sending"
      description="When and how often people may be reached. Every message and call of every flow is held to it; a flow's own settings can only be stricter."
    >
      <SendingRulesForm
        workspace={workspace.slug}
        rules={rules}
        mayChange={mayRole(workspace.role, "sending.change")}
      />
      <SuppressionList
        workspace={workspace.slug}
        mayAdd={mayRole(workspace.role, "sending.suppress")}
        mayRemove={mayRole(workspace.role, "sending.change")}
      />
    </SettingsSection>
  );
}
