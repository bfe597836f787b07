import type { Metadata } from "next";
import { TemplatesPanel } from "@/components/message-templates/templates-panel";
import { openWorkspace } from "@/server/api/open-workspace";
import { mayRole } from "@/server/api/permissions";
import { serverCaller } from "@/server/api/server-caller";

export const metadata: Metadata = { title: "Message templates" };

type Props = { params: Promise<{ workspace: string }> };

export default async function MessageTemplatesPage({ params }: Props) {
  const { workspace } = await openWorkspace((await params).workspace);
  const caller = await serverCaller();
  return (
    <TemplatesPanel
      workspace={workspace.slug}
      mayEdit={mayRole(workspace.role, "messageTemplates.edit")}
      list={await caller.messageTemplates.list({ workspace: workspace.slug })}
    />
  );
}
