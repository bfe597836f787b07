"use client";

import { PickStarter } from "@/components/home/pick-starter";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { ImportFlowForm } from "./import-flow-form";

type NewFlowDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** A flow that works as it is, or one from a document. */
export function NewFlowDialog({ open, onOpenChange }: NewFlowDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        size="lg"
        title="New flow"
        description="It begins as a draft: nothing runs until you turn it on."
      >
        <Tabs defaultValue="starter">
          <TabsList>
            <TabsTrigger value="starter">Starter flows</TabsTrigger>
            <TabsTrigger value="import">Import JSON</TabsTrigger>
          </TabsList>
          <TabsContent value="starter">
            <PickStarter />
          </TabsContent>
          <TabsContent value="import">
            <ImportFlowForm />
          </TabsContent>
        </Tabs>
      </DialogContent>
    </Dialog>
  );
}
