import type { Metadata } from "next";
import { GeneralForm } from "@/components/settings/general-form";
import { SettingsSection } from "@/components/settings/settings-section";
import { openWorkspace } from "@/server/api/open-workspace";
import { mayRole } from "@/server/api/permissions";

export const metadata: Metadata = { title: "General" };

type Props = { params: Promise<{ workspace: string }> };

export default async function GeneralPage({ params }: Props) {
  const { workspace } = await openWorkspace((await params).workspace);
  return (
    <SettingsSection title="General" description="What this workspace is called, and when its day begins.">
      <GeneralForm workspace={workspace} mayChange={mayRole(workspace.role, "workspace.update")} />
    </SettingsSection>
  );
}
