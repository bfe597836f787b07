"use client";

import { useMutation } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { parseJson } from "@/components/flows/parse-json";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FileButton } from "@/components/ui/file-button";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";

/** A template from a file: one that was exported, or any flow as JSON. */
export function ImportTemplateDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { slug: workspace } = useWorkspace();
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const save = useMutation(
    trpc.templates.import.mutationOptions({
      onSuccess: ({ id }) => {
        onClose();
        toast.success("The template is imported");
        router.push(`/w/${workspace}/templates/${id}`);
      },
    }),
  );
  const submit = () => {
    const parsed = parseJson(text);
    setFault(parsed.ok ? null : parsed.message);
    if (parsed.ok) save.mutate({ workspace, document: parsed.value });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <FormDialogContent
        size="lg"
        title="Import template"
        description="It joins the workspace's own templates. Nothing runs until somebody uses it and turns the flow on."
        submitLabel="Import template"
        pending={save.isPending}
        disabled={text.trim() === ""}
        refusal={save.error && callProblem(save.error).message}
        onSubmit={submit}
      >
        <Field
          label="Template as JSON"
          help="An exported template, or a flow in any form: then it asks nothing."
          error={fault}
        >
          <Textarea
            mono
            autoFocus
            className="max-h-80 min-h-48"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setFault(null);
              save.reset();
            }}
          />
        </Field>
        <FileButton
          size="md"
          className="self-start"
          accept=".json,application/json"
          fileLabel="Template file"
          onFile={async (file) => setText(await file.text())}
        >
          <FileUp aria-hidden />
          Choose a file
        </FileButton>
      </FormDialogContent>
    </Dialog>
  );
}
