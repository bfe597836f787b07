"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { Button } from "@/components/ui/button";
import type { TemplateQuestion } from "@/server/domain/template-question";
import { QuestionField } from "./question-field";

type QuestionFormProps = {
  questions: readonly TemplateQuestion[];
  answers: Record<string, unknown>;
  onAnswer: (id: string, value: unknown) => void;
  onSubmit: () => void;
  pending: boolean;
  /** Why the last try was refused. */
  error: unknown;
  submit: string;
  children?: ReactNode;
};

/** The questions of a template. What is wrong with an answer is said beside it. */
export function QuestionForm(props: QuestionFormProps) {
  const { questions, answers, onAnswer, onSubmit, pending, error, submit, children } = props;
  const [missing, setMissing] = useState<string | null>(null);
  const problem = error ? callProblem(error) : null;
  const errorOf = (id: string) =>
    missing === id ? "Answer this one: only you can know it." : problem?.errorOf(`answers.${id}`);
  const general = problem && questions.every(({ id }) => !problem.errorOf(`answers.${id}`)) ? problem : null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    const empty = questions.find(({ id, optional }) => !optional && isEmpty(answers[id]));
    setMissing(empty?.id ?? null);
    if (!empty) onSubmit();
  };
  return (
    <form onSubmit={send} noValidate className="flex flex-col gap-5">
      {questions.map((question) => (
        <QuestionField
          key={question.id}
          question={question}
          value={answers[question.id]}
          onChange={(value) => {
            if (missing === question.id) setMissing(null);
            onAnswer(question.id, value);
          }}
          error={errorOf(question.id)}
        />
      ))}
      {general ? (
        <p role="alert" className="rounded-lg bg-failed-soft px-3 py-2 text-failed">
          {general.message}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" size="md" pending={pending}>
          {submit}
        </Button>
        {children}
      </div>
    </form>
  );
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");
