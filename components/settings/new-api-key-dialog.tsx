"use client";

import { useState } from "react";
import { CopyOnceContent } from "@/components/ui/copy-once-content";
import { Dialog } from "@/components/ui/dialog";
import { NewApiKeyForm } from "./new-api-key-form";

type NewApiKeyDialogProps = { workspace: string; open: boolean; onOpenChange: (open: boolean) => void };

/** Two pages: what the key may do, then the key itself, this once. */
export function NewApiKeyDialog({ workspace, open, onOpenChange }: NewApiKeyDialogProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const openChange = (next: boolean) => {
    onOpenChange(next);
    setSecret(null);
  };
  return (
    <Dialog open={open} onOpenChange={openChange}>
      {secret ? (
        <CopyOnceContent
          title="Copy your key"
          description="It is shown this once and kept nowhere. Send it as “Authorization: Bearer …”."
          label="API key"
          secret={secret}
        />
      ) : (
        <NewApiKeyForm workspace={workspace} onCreated={setSecret} />
      )}
    </Dialog>
  );
}
