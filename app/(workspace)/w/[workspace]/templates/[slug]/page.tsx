import type { Metadata } from "next";
import { TemplatePage } from "@/components/templates/template-page";

export const metadata: Metadata = { title: "Template" };

type Props = { params: Promise<{ slug: string }> };

export default async function Page({ params }: Props) {
  return <TemplatePage templateRef={(await params).slug} />;
}
