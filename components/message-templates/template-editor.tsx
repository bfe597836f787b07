"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { templateKey } from "@/server/domain/template-key";
import { TemplateFields } from "./template-fields";
import { TemplatePreview } from "./template-preview";
import type { MessageTemplate, TemplateDraft } from "./template-types";

type TemplateEditorProps = {
  workspace: string;
  /** Null for a new one. */
  template: MessageTemplate | null;
  mayEdit: boolean;
  onClose: () => void;
};

const EMPTY: TemplateDraft = { channel: "email", key: "", name: "", subject: "", text: "", html: null };

/** A template beside what a contact will read. One of Baton's becomes the workspace's own when it is changed. */
export function TemplateEditor({ workspace, template, mayEdit, onClose }: TemplateEditorProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const formId = useId();
  const [draft, setDraft] = useState<TemplateDraft>(template ?? EMPTY);
  const key = template ? draft.key : draft.key || templateKey(draft.name);
  const done = (words: string) => () => {
    toast.success(words);
    onClose();
    return queries.invalidateQueries(trpc.messageTemplates.list.queryFilter({ workspace }));
  };
  const save = useMutation(trpc.messageTemplates.save.mutationOptions({ onSuccess: done("Template saved") }));
  const remove = useMutation(
    trpc.messageTemplates.remove.mutationOptions({
      onSuccess: done(template?.system ? "Baton's own template is used again" : "Template removed"),
      onError: (error) => toast.error(callProblem(error).message),
    }),
  );
  const problem = save.error ? callProblem(save.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { channel, name, subject, text, html } = draft;
    save.mutate({
      workspace,
      templateId: template?.id ?? null,
      template: { channel, key, name, subject, text, html },
    });
  };
  const ownId = template?.id;
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent
        size="lg"
        title={template ? template.name : "New template"}
        description={
          template && !template.id
            ? "From Baton. Changing it makes a copy of your own that takes its place."
            : "Names in double braces are filled in, such as {{ name | default: “there” }}."
        }
        footer={
          <>
            {mayEdit && ownId ? (
              <Button
                size="md"
                className="mr-auto"
                pending={remove.isPending}
                onClick={() => remove.mutate({ workspace, templateId: ownId })}
              >
                {template.system ? "Go back to Baton's" : "Remove"}
              </Button>
            ) : null}
            <DialogClose asChild>
              <Button size="md">{mayEdit ? "Cancel" : "Close"}</Button>
            </DialogClose>
            {mayEdit ? (
              <Button type="submit" form={formId} size="md" variant="primary" pending={save.isPending}>
                Save template
              </Button>
            ) : null}
          </>
        }
      >
        <div className="grid gap-5 desk:grid-cols-2">
          <form id={formId} onSubmit={submit} noValidate className="flex min-w-0 flex-col gap-4">
            <TemplateFields
              draft={{ ...draft, key }}
              isNew={!template}
              mayEdit={mayEdit}
              problem={problem}
              onChange={(change) => setDraft({ ...draft, ...change })}
            />
          </form>
          <TemplatePreview workspace={workspace} draft={{ ...draft, key }} />
        </div>
      </DialogContent>
    </Dialog>
  );
}
