"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { type TemplateCategory, templateCategories } from "@/server/domain/flow-template";
import { questionCandidates } from "@/server/domain/question-candidates";
import { CandidateList } from "./candidate-list";
import { categoryName } from "./category-name";
import { type ChosenQuestions, questionsOf } from "./chosen-questions";

type SaveTemplateDialogProps = {
  flow: { id: string; name: string; description: string };
  onClose: () => void;
};

/** A flow of the workspace as a template: its words, and which of its values are asked for each time. */
export function SaveTemplateDialog({ flow, onClose }: SaveTemplateDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const { slug: workspace } = useWorkspace();
  const [name, setName] = useState(flow.name);
  const [description, setDescription] = useState(flow.description);
  const [category, setCategory] = useState<TemplateCategory>("sales");
  const [chosen, setChosen] = useState<ChosenQuestions>(new Map());
  const detail = useQuery(trpc.flows.get.queryOptions({ workspace, flowId: flow.id }));
  const draft = detail.data?.draft;
  const candidates = useMemo(() => (draft ? questionCandidates(draft) : []), [draft]);
  const save = useMutation(
    trpc.templates.save.mutationOptions({
      onSuccess: ({ id }) => {
        onClose();
        toast.success(`“${name.trim()}” is a template now`);
        router.push(`/w/${workspace}/templates/${id}`);
      },
    }),
  );
  const problem = save.error ? callProblem(save.error) : null;
  const submit = () =>
    save.mutate({
      ...{ workspace, flowId: flow.id, name: name.trim(), description: description.trim(), category },
      questions: questionsOf(candidates, chosen),
    });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <FormDialogContent
        size="lg"
        title="Save as template"
        description="Others of the workspace start new flows from it. What is secret in the flow is left out."
        submitLabel="Save template"
        pending={save.isPending}
        disabled={!name.trim() || !draft}
        refusal={problem && !problem.errorOf("name") && problem.message}
        onSubmit={submit}
      >
        <Field label="Name" error={problem?.errorOf("name")} required>
          <Input autoFocus maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Description" help="What it does, for whom. Left empty: told from the flow.">
          <Textarea
            maxLength={2_000}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </Field>
        <Field label="What it is for">
          <Select
            options={templateCategories.map((value) => ({ value, label: categoryName(value) }))}
            value={category}
            onValueChange={(next) =>
              setCategory(templateCategories.find((value) => value === next) ?? category)
            }
          />
        </Field>
        {draft ? (
          <CandidateList candidates={candidates} chosen={chosen} onChange={setChosen} />
        ) : detail.error ? (
          <p role="alert" className="text-failed">
            {detail.error.message}
          </p>
        ) : (
          <SkeletonRows rows={4} label="Reading the flow" />
        )}
      </FormDialogContent>
    </Dialog>
  );
}
