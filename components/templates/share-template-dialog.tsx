"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { leftOutWords } from "./left-out-words";

type ShareTemplateDialogProps = {
  template: { id: string; name: string; sharePath: string | null };
  onClose: () => void;
};

/** A link by which anyone sees the template; taking it back makes the link lead nowhere. */
export function ShareTemplateDialog({ template, onClose }: ShareTemplateDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const { slug: workspace } = useWorkspace();
  const [path, setPath] = useState(template.sharePath);
  const portable = useQuery(trpc.templates.export.queryOptions({ workspace, ref: template.id }));
  const named = { workspace, templateId: template.id };
  const share = useMutation(
    trpc.templates.share.mutationOptions({
      onSuccess: (shared) => {
        setPath(shared.path);
        router.refresh();
      },
    }),
  );
  const unshare = useMutation(
    trpc.templates.unshare.mutationOptions({
      onSuccess: () => {
        setPath(null);
        router.refresh();
      },
    }),
  );
  const failure = share.error ?? unshare.error;
  const link = path === null ? "" : `${window.location.origin}${path}`;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Share “${template.name}”`}
        description="Whoever has the link sees the flow with the texts of its messages, and can use it in a workspace of their own."
        footer={
          <>
            {path === null ? null : (
              <Button
                size="md"
                variant="danger"
                pending={unshare.isPending}
                onClick={() => unshare.mutate(named)}
              >
                Take the link back
              </Button>
            )}
            <DialogClose asChild>
              <Button size="md">Close</Button>
            </DialogClose>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          {portable.data && portable.data.leftOut.length > 0 ? (
            <p className="text-muted">{leftOutWords(portable.data.leftOut)}</p>
          ) : (
            <p className="text-muted">Connections, people and secrets are never part of it.</p>
          )}
          {path === null ? (
            <Button
              variant="primary"
              size="md"
              className="self-start"
              pending={share.isPending}
              onClick={() => share.mutate(named)}
            >
              Make a link
            </Button>
          ) : (
            <div className="flex items-end gap-2">
              <Field label="Link" className="min-w-0 flex-1">
                <Input readOnly value={link} onFocus={(event) => event.target.select()} />
              </Field>
              <CopyButton wide text={link} label="Copy link" className="h-8" />
            </div>
          )}
          {failure ? (
            <p role="alert" className="text-failed">
              {callProblem(failure).message}
            </p>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  );
}
