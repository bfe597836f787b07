import type { Metadata } from "next";
import { notFound } from "next/navigation";
import * as z from "zod";
import { FlowPage } from "@/components/flows/flow-page";

export const metadata: Metadata = { title: "Flow" };

export default async function Page({ params }: { params: Promise<{ flowId: string }> }) {
  const flowId = z.uuid().safeParse((await params).flowId);
  if (!flowId.success) notFound();
  return <FlowPage flowId={flowId.data} />;
}
