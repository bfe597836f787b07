import type { Metadata } from "next";
import { notFound } from "next/navigation";
import * as z from "zod";
import { ContactPage } from "@/components/crm/contact-page";

export const metadata: Metadata = { title: "Contact" };

export default async function Page({ params }: { params: Promise<{ contactId: string }> }) {
  const contactId = z.uuid().safeParse((await params).contactId);
  if (!contactId.success) notFound();
  return <ContactPage contactId={contactId.data} />;
}
