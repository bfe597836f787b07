"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ListChecks, StickyNote } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useModifierKey } from "@/components/shell/use-modifier-key";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";

/** Writes a note about the contact, or a task that somebody has to do for it. */
export function ContactComposer({ contactId }: { contactId: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const modifier = useModifierKey();
  const { slug: workspace } = useWorkspace();
  const [kind, setKind] = useState<"note" | "task">("note");
  const [text, setText] = useState("");
  const [due, setDue] = useState("");
  const [assignee, setAssignee] = useState("");
  const members = useQuery(trpc.members.list.queryOptions({ workspace }));
  const written = (words: string) => () => {
    setText("");
    setDue("");
    toast.success(words);
    return Promise.all([
      queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() }),
      queries.invalidateQueries({ queryKey: trpc.tasks.pathKey() }),
    ]);
  };
  const note = useMutation(trpc.notes.create.mutationOptions({ onSuccess: written("Note saved") }));
  const task = useMutation(trpc.tasks.create.mutationOptions({ onSuccess: written("Task created") }));
  const error = kind === "note" ? note.error : task.error;
  const save = () => {
    const words = text.trim();
    if (!words || note.isPending || task.isPending) return;
    if (kind === "note") note.mutate({ workspace, contactId, body: words });
    else
      task.mutate({
        workspace,
        task: { title: words, contact: contactId, due_date: due || null, assignee: assignee || null },
      });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      save();
    }
  };
  return (
    <form
      onSubmit={submit}
      onKeyDown={onKeyDown}
      aria-label="Write a note or task"
      className="rounded-lg border border-line bg-surface p-3"
    >
      <SegmentedControl label="What to write" options={kinds} value={kind} onChange={setKind} />
      {kind === "note" ? (
        <Textarea
          aria-label="Note"
          placeholder="What others should know. Nobody outside of the workspace sees it."
          className="mt-2 min-h-8"
          maxLength={10_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      ) : (
        <>
          <Input
            aria-label="Task"
            placeholder="What has to be done"
            className="mt-2"
            maxLength={500}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <div className="mt-2 grid gap-2 sm:grid-cols-2">
            <Select
              aria-label="Assignee"
              placeholder="Assign to nobody yet"
              options={(members.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={assignee}
              onValueChange={setAssignee}
            />
            <Input
              type="date"
              aria-label="Due date"
              value={due}
              onChange={(event) => setDue(event.target.value)}
            />
          </div>
        </>
      )}
      {error ? (
        <p role="alert" className="mt-2 text-failed text-xs">
          {callProblem(error).message}
        </p>
      ) : null}
      <div className="mt-2 flex items-center justify-end gap-3">
        <span className="text-muted text-xs max-sm:hidden">{modifier} Enter</span>
        <Button
          type="submit"
          variant="primary"
          disabled={!text.trim()}
          pending={note.isPending || task.isPending}
        >
          {kind === "note" ? "Save note" : "Create task"}
        </Button>
      </div>
    </form>
  );
}

const kinds = [
  { value: "note", label: "Note", icon: <StickyNote aria-hidden /> },
  { value: "task", label: "Task", icon: <ListChecks aria-hidden /> },
] as const;
