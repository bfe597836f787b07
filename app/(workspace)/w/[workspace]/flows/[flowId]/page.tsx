import type { Metadata } from "next";
import { FlowPage } from "@/components/flows/flow-page";

export const metadata: Metadata = { title: "Flow" };

export default async function Page({ params }: { params: Promise<{ flowId: string }> }) {
  return <FlowPage flowId={(await params).flowId} />;
}
