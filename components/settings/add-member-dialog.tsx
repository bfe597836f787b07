"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { Button } from "@/components/ui/button";
import { Dialog, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { Role } from "@/server/domain/workspace";
import { callProblem } from "./call-problem";
import { RoleSelect } from "./role-select";

export function AddMemberDialog({ workspace, allowOwner }: { workspace: string; allowOwner: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("editor");
  const add = useMutation(
    trpc.members.add.mutationOptions({
      async onSuccess(person) {
        toast.success(`${person.name} can now enter this workspace`);
        setOpen(false);
        await queries.invalidateQueries(trpc.members.list.queryFilter({ workspace }));
      },
    }),
  );
  const problem = add.error ? callProblem(add.error) : null;
  const openChange = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    add.reset();
    setEmail("");
    setRole("editor");
  };
  const submit = () => {
    add.mutate({ workspace, email, role });
  };
  return (
    <Dialog open={open} onOpenChange={openChange}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <UserPlus aria-hidden />
          Add member
        </Button>
      </DialogTrigger>
      <FormDialogContent
        size="sm"
        title="Add a member"
        description="Someone who has an account already, by the email they signed up with."
        submitLabel="Add member"
        pending={add.isPending}
        onSubmit={submit}
      >
        <Field label="Email" error={problem && (problem.errorOf("email") ?? problem.message)} required>
          <Input
            type="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            autoComplete="off"
          />
        </Field>
        <Field label="Role">
          <RoleSelect value={role} onChange={setRole} allowOwner={allowOwner} />
        </Field>
      </FormDialogContent>
    </Dialog>
  );
}
