"use client";

import { PickStarter } from "@/components/home/pick-starter";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { BlankFlowForm } from "./blank-flow-form";
import { ImportFlowForm } from "./import-flow-form";

type NewFlowDialogProps = {
  /** Where it is put. */
  folder: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** An empty one, one that works as it is, or one from a document. */
export function NewFlowDialog({ folder, open, onOpenChange }: NewFlowDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        size="lg"
        title="New flow"
        description={`It begins as a draft${folder ? ` in ${folder}` : ""}: nothing runs until you turn it on.`}
      >
        <Tabs defaultValue="blank">
          <TabsList>
            <TabsTrigger value="blank">Blank flow</TabsTrigger>
            <TabsTrigger value="starter">Starter flows</TabsTrigger>
            <TabsTrigger value="import">Import JSON</TabsTrigger>
          </TabsList>
          <TabsContent value="blank">
            <BlankFlowForm folder={folder} />
          </TabsContent>
          <TabsContent value="starter">
            <PickStarter folder={folder} />
          </TabsContent>
          <TabsContent value="import">
            <ImportFlowForm folder={folder} />
          </TabsContent>
        </Tabs>
      </DialogContent>
    </Dialog>
  );
}
