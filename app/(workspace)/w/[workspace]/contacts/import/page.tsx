import type { Metadata } from "next";
import { ImportPage } from "@/components/crm/import-page";

export const metadata: Metadata = { title: "Import contacts" };

export default function Page() {
  return <ImportPage />;
}
