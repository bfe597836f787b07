import type { Metadata } from "next";
import { GeneralForm } from "@/components/settings/general-form";
import { ReferralLinks } from "@/components/settings/referral-links";
import { SettingsSection } from "@/components/settings/settings-section";
import { openWorkspace } from "@/server/api/open-workspace";
import { mayRole } from "@/server/api/permissions";
import { serverCaller } from "@/server/api/server-caller";

export const metadata: Metadata = { title: "General" };

type Props = { params: Promise<{ workspace: string }> };

export default async function GeneralPage({ params }: Props) {
  const { workspace } = await openWorkspace((await params).workspace);
  const caller = await serverCaller();
  return (
    <SettingsSection title="General" description="What this workspace is called, and when its day begins.">
      <GeneralForm workspace={workspace} mayChange={mayRole(workspace.role, "workspace.update")} />
      <ReferralLinks
        workspace={workspace.slug}
        links={await caller.referrals.links({ workspace: workspace.slug })}
        mayChange={mayRole(workspace.role, "referrals.manage")}
      />
    </SettingsSection>
  );
}
