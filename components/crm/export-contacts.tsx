"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format-number";
import type { ContactView } from "./contact-filters";
import { useExportContacts } from "./use-export-contacts";

/** Saves what the list shows, with its filters and in its order. */
export function ExportContacts({ view, disabled }: { view: ContactView; disabled: boolean }) {
  const { save, pending, done } = useExportContacts();
  return (
    <Button className="max-desk:hidden" disabled={disabled} pending={pending} onClick={() => void save(view)}>
      {pending ? null : <Download aria-hidden />}
      {done ? formatNumber(done) : "Export"}
    </Button>
  );
}
