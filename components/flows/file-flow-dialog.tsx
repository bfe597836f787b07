"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { Input } from "@/components/ui/input";
import { foldersAbove } from "@/server/domain/flow-folder";
import { useOrganize } from "./use-organize";

type FileFlowDialogProps = {
  flow: { id: string; name: string; folder: string; tags: string[] };
  onClose: () => void;
};

/** Folder and tags of one flow. */
export function FileFlowDialog({ flow, onClose }: FileFlowDialogProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const formId = useId();
  const { data } = useQuery(trpc.flows.places.queryOptions({ workspace }));
  const [folder, setFolder] = useState(flow.folder);
  const [text, setText] = useState(flow.tags.join(", "));
  const { change, pending } = useOrganize();
  const submit = async () => {
    const tags = [...new Set(text.split(/[,;]/).flatMap((tag) => tag.trim() || []))];
    const done = await change([flow], {
      folder,
      addTags: tags.filter((tag) => !flow.tags.includes(tag)),
      removeTags: flow.tags.filter((tag) => !tags.includes(tag)),
    });
    if (done) onClose();
  };
  const folders = [...new Set(data?.folders.flatMap(({ path }) => foldersAbove(path)))].sort();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <FormDialogContent
        title="Folder and tags"
        submitLabel="Save"
        pending={pending}
        onSubmit={() => void submit()}
      >
        <Field label="Folder" help="Sales/Welcome is the folder Welcome in Sales. Empty: in none.">
          <Input
            autoFocus
            autoComplete="off"
            maxLength={300}
            list={`${formId}-folders`}
            value={folder}
            onChange={(event) => setFolder(event.target.value)}
          />
        </Field>
        <datalist id={`${formId}-folders`}>
          {folders.map((path) => (
            <option key={path} value={path} />
          ))}
        </datalist>
        <Field label="Tags" help="Separated by commas.">
          <Input autoComplete="off" value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
      </FormDialogContent>
    </Dialog>
  );
}
