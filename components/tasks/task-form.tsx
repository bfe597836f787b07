"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { CallProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { taskPriorities } from "@/server/domain/task";
import { ContactPicker } from "./contact-picker";
import { dayFromNow } from "./due-words";
import { PriorityIcon, priorityWords } from "./priority-mark";
import { NOBODY, type TaskDraft } from "./task-draft";
import { useMinute } from "./use-minute";

type TaskFormProps = {
  formId: string;
  draft: TaskDraft;
  onChange: (draft: TaskDraft) => void;
  onSubmit: () => void;
  problem: CallProblem | null;
  readOnly: boolean;
  children?: ReactNode;
};

/** The fields of a task, new or not. */
export function TaskForm({ formId, draft, onChange, onSubmit, problem, readOnly, children }: TaskFormProps) {
  const trpc = useTRPC();
  const now = useMinute();
  const { slug: workspace, timezone } = useWorkspace();
  const members = useQuery(trpc.members.list.queryOptions({ workspace }));
  const set = (change: Partial<TaskDraft>) => onChange({ ...draft, ...change });
  const people = (members.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const general = problem && FIELDS.every((field) => !problem.errorOf(field)) ? problem.message : null;
  return (
    <form
      id={formId}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      className="flex flex-col gap-4"
    >
      <Field label="Task" error={problem?.errorOf("task.title") ?? problem?.errorOf("patch.title")} required>
        <Input
          value={draft.title}
          onChange={(event) => set({ title: event.target.value })}
          placeholder="What has to be done"
          maxLength={500}
          readOnly={readOnly}
        />
      </Field>
      <Field label="Details" aside="Optional">
        <Textarea
          value={draft.description}
          onChange={(event) => set({ description: event.target.value })}
          maxLength={10_000}
          readOnly={readOnly}
          className="max-h-60"
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Due" error={problem?.errorOf("due_date")}>
          <Input
            type="date"
            value={draft.due}
            onChange={(event) => set({ due: event.target.value })}
            readOnly={readOnly}
          />
        </Field>
        <Field label="Priority">
          <Select
            options={priorities}
            value={draft.priority}
            onValueChange={(value) =>
              set({ priority: taskPriorities.find((each) => each === value) ?? "normal" })
            }
            disabled={readOnly}
          />
        </Field>
        {now === null || readOnly ? null : (
          <div className="-mt-2.5 -ml-2.5 flex flex-wrap sm:col-span-2">
            {shortcuts.map(([label, days]) => (
              <Button
                key={label}
                variant="ghost"
                size="sm"
                onClick={() => set({ due: dayFromNow(days, now, timezone) })}
              >
                {label}
              </Button>
            ))}
          </div>
        )}
        <Field label="Assignee" error={problem?.errorOf("assignee")}>
          <Select
            options={[{ value: NOBODY, label: "Nobody yet" }, ...people]}
            value={draft.assignee}
            onValueChange={(assignee) => set({ assignee })}
            disabled={readOnly}
          />
        </Field>
        <Field label="Contact" error={problem?.errorOf("contact")}>
          <ContactPicker value={draft.contact} onChange={(contact) => set({ contact })} disabled={readOnly} />
        </Field>
      </div>
      {children}
      {general ? (
        <p role="alert" className="text-failed">
          {general}
        </p>
      ) : null}
    </form>
  );
}

const FIELDS = ["task.title", "patch.title", "due_date", "assignee", "contact"];

const shortcuts = [
  ["Today", 0],
  ["Tomorrow", 1],
  ["In 3 days", 3],
  ["In a week", 7],
] as const;

const priorities = [...taskPriorities].reverse().map((priority) => ({
  value: priority,
  label: priorityWords[priority],
  icon: <PriorityIcon priority={priority} />,
}));
