"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "./trpc";

type CreateWorkspaceDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function CreateWorkspaceDialog({ open, onOpenChange }: CreateWorkspaceDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const [name, setName] = useState("");
  const create = useMutation(
    trpc.workspaces.create.mutationOptions({
      onSuccess: (workspace) => {
        onOpenChange(false);
        setName("");
        toast.success(`${name.trim()} was created`);
        router.push(`/w/${workspace.slug}`);
        router.refresh();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!create.isPending)
      create.mutate({ name, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        size="sm"
        title="Create workspace"
        description="Flows, runs, members and the bill of a workspace are its own."
        footer={
          <>
            <Button size="md" onClick={() => onOpenChange(false)}>
              Cancel
            </Button>
            <Button
              size="md"
              variant="primary"
              type="submit"
              form="create-workspace"
              pending={create.isPending}
            >
              Create workspace
            </Button>
          </>
        }
      >
        <form id="create-workspace" onSubmit={submit}>
          <Field label="Name" error={create.error?.message} help="Your company's or team's name.">
            <Input
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoComplete="organization"
              maxLength={80}
            />
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}
