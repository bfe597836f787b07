import type { Metadata } from "next";
import { notFound } from "next/navigation";
import * as z from "zod";
import { RunPage } from "@/components/runs/run-page";

export const metadata: Metadata = { title: "Run" };

export default async function Page({ params }: { params: Promise<{ runId: string }> }) {
  const runId = z.uuid().safeParse((await params).runId);
  if (!runId.success) notFound();
  return <RunPage runId={runId.data} />;
}
