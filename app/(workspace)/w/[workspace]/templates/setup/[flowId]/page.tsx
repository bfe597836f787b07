import type { Metadata } from "next";
import { SetupPage } from "@/components/templates/setup-page";

export const metadata: Metadata = { title: "Set up" };

type Props = { params: Promise<{ flowId: string }> };

export default async function Page({ params }: Props) {
  return <SetupPage flowId={(await params).flowId} />;
}
