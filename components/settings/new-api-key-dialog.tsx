"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
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
        <DialogContent
          title="Copy your key"
          description="It is shown this once and kept nowhere. Send it as “Authorization: Bearer …”."
          footer={
            <DialogClose asChild>
              <Button size="md" variant="primary">
                I have copied it
              </Button>
            </DialogClose>
          }
        >
          <CodeBlock code={secret} label="API key" wrap />
        </DialogContent>
      ) : (
        <NewApiKeyForm workspace={workspace} onCreated={setSecret} />
      )}
    </Dialog>
  );
}
