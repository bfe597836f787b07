import type { Metadata } from "next";
import { BillingPage } from "@/components/billing/billing-page";
import { openWorkspace } from "@/server/api/open-workspace";
import { serverCaller } from "@/server/api/server-caller";

export const metadata: Metadata = { title: "Billing" };

type Props = { params: Promise<{ workspace: string }> };

export default async function Billing({ params }: Props) {
  const { workspace } = await openWorkspace((await params).workspace);
  const caller = await serverCaller();
  return <BillingPage overview={await caller.billing.overview({ workspace: workspace.slug })} />;
}
