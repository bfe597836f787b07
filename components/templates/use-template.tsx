"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { PageHeader } from "@/components/ui/page-header";
import { answersToSend } from "./answers-to-send";
import { attemptId, forgetAttempt } from "./attempt-id";
import { firstAnswers } from "./first-answers";
import { QuestionForm } from "./question-form";
import { SetupSteps } from "./setup-steps";
import { TemplatePending } from "./template-pending";

/** The questions of a template. Answering them makes the flow, once, as a draft; setting it up goes on from there. */
export function UseTemplate({ templateRef }: { templateRef: string }) {
  const ref = decodeURIComponent(templateRef);
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const workspace = useWorkspace();
  const { slug } = workspace;
  const query = useQuery(trpc.templates.get.queryOptions({ workspace: slug, ref }));
  const { data } = query;
  const [given, setGiven] = useState<Record<string, unknown>>({});
  const make = useMutation(
    trpc.templates.use.mutationOptions({
      onSuccess: ({ flowId }) => {
        forgetAttempt(slug, ref);
        void queries.invalidateQueries({ queryKey: trpc.flows.pathKey() });
        router.replace(`/w/${slug}/templates/setup/${flowId}`);
      },
    }),
  );
  const crumbs = [
    { label: "Templates", href: `/w/${slug}/templates` },
    { label: data?.template.name ?? "Template", href: `/w/${slug}/templates/${templateRef}` },
    { label: "Use" },
  ];
  if (query.error || !data) return <TemplatePending crumbs={crumbs} layout="narrow" query={query} />;
  const { questions, name } = data.template;
  const answers = { ...firstAnswers(questions, workspace), ...given };
  return (
    <Page crumbs={crumbs} layout="narrow">
      <SetupSteps current="questions" />
      <PageHeader
        level={2}
        title={name}
        description={
          questions.length > 0
            ? "A few things only you can know. Everything else can be changed later, too."
            : "It asks nothing. It becomes a draft: nothing runs until you turn it on."
        }
        className="mb-5"
      />
      <div className="max-w-160">
        <QuestionForm
          questions={questions}
          answers={answers}
          onAnswer={(id, value) => setGiven((before) => ({ ...before, [id]: value }))}
          onSubmit={() =>
            make.mutate({
              workspace: slug,
              ref,
              useId: attemptId(slug, ref),
              answers: answersToSend(answers),
            })
          }
          pending={make.isPending || make.isSuccess}
          error={make.error}
          submit="Continue"
        />
      </div>
    </Page>
  );
}
