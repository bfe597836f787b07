"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { PageHeader } from "@/components/ui/page-header";
import { answersToSend } from "./answers-to-send";
import { firstAnswers } from "./first-answers";
import { QuestionForm } from "./question-form";
import type { Setup } from "./template-types";

/** The answers once more. Once somebody has changed the flow itself, the builder is the place for it. */
export function AnswerAgain({ setup, onDone }: { setup: Setup; onDone: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const workspace = useWorkspace();
  const { flowId, template, edited } = setup;
  const [given, setGiven] = useState(setup.answers);
  const save = useMutation(
    trpc.templates.answer.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: trpc.templates.setup.queryKey() });
        onDone();
      },
    }),
  );
  const isOn = setup.status !== "draft";
  if (edited || isOn || template.questions.length === 0)
    return (
      <section>
        <PageHeader
          level={2}
          title="Answers"
          description={
            template.questions.length === 0
              ? "This template asks nothing."
              : isOn
                ? "The flow was published: change it in the builder, and publish what you changed."
                : "The flow was changed in the builder since, and answers would write over that. Change it there."
          }
        />
        <p className="mt-4 flex flex-wrap gap-3">
          {template.questions.length > 0 ? (
            <Link
              href={`/w/${workspace.slug}/flows/${flowId}`}
              className={buttonClass({ variant: "primary", size: "md" })}
            >
              Open in the builder
            </Link>
          ) : null}
          <Button size="md" onClick={onDone}>
            Continue
          </Button>
        </p>
      </section>
    );
  const answers = { ...firstAnswers(template.questions, workspace), ...given };
  return (
    <section className="max-w-160">
      <PageHeader level={2} title="Your answers" className="mb-5" />
      <QuestionForm
        questions={template.questions}
        answers={answers}
        onAnswer={(id, value) => setGiven((before) => ({ ...before, [id]: value }))}
        onSubmit={() => save.mutate({ workspace: workspace.slug, flowId, answers: answersToSend(answers) })}
        pending={save.isPending}
        error={save.error}
        submit="Save and continue"
      />
    </section>
  );
}
