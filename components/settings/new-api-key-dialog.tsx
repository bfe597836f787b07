"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { NewApiKeyForm } from "./new-api-key-form";

/** Two pages: what the key may do, then the key itself, this once. */
export function NewApiKeyDialog({ workspace }: { workspace: string }) {
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const openChange = (next: boolean) => {
    setOpen(next);
    if (next) setSecret(null);
  };
  return (
    <Dialog open={open} onOpenChange={openChange}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus aria-hidden />
          New API key
        </Button>
      </DialogTrigger>
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
