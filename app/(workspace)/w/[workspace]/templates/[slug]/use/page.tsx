import type { Metadata } from "next";
import { UseTemplate } from "@/components/templates/use-template";

export const metadata: Metadata = { title: "Use template" };

type Props = { params: Promise<{ slug: string }> };

export default async function Page({ params }: Props) {
  return <UseTemplate templateRef={(await params).slug} />;
}
