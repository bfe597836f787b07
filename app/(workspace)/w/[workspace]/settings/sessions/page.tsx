import type { Metadata } from "next";
import { SessionsPanel } from "@/components/settings/sessions-panel";
import { openWorkspace } from "@/server/api/open-workspace";
import { serverCaller } from "@/server/api/server-caller";

export const metadata: Metadata = { title: "Sessions" };

type Props = { params: Promise<{ workspace: string }> };

export default async function SessionsPage({ params }: Props) {
  await openWorkspace((await params).workspace);
  const caller = await serverCaller();
  return <SessionsPanel sessions={await caller.sessions.list()} />;
}
