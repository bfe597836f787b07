import type { Metadata } from "next";
import { ApiKeysPanel } from "@/components/settings/api-keys-panel";
import { NotForRole } from "@/components/settings/not-for-role";
import { openWorkspace } from "@/server/api/open-workspace";
import { mayRole } from "@/server/api/permissions";
import { serverCaller } from "@/server/api/server-caller";

export const metadata: Metadata = { title: "API keys" };

type Props = { params: Promise<{ workspace: string }> };

export default async function ApiKeysPage({ params }: Props) {
  const { workspace } = await openWorkspace((await params).workspace);
  if (!mayRole(workspace.role, "apiKeys.read")) return <NotForRole role={workspace.role} what="API keys" />;
  const caller = await serverCaller();
  const apiKeys = await caller.apiKeys.list({ workspace: workspace.slug });
  return <ApiKeysPanel workspace={workspace.slug} apiKeys={apiKeys} />;
}
