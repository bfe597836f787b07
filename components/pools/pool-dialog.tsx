"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { type MemberDraft, memberDraft, PoolMembersForm } from "./pool-members-form";
import type { Pool } from "./pool-types";

type PoolDialogProps = {
  workspace: string;
  /** Null: a new one. */
  pool: Pool | null;
  onClose: () => void;
};

export function PoolDialog({ workspace, pool, onClose }: PoolDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [name, setName] = useState(pool?.name ?? "");
  const [members, setMembers] = useState<MemberDraft[]>(pool?.members.map(memberDraft) ?? []);
  const people = useQuery(trpc.members.list.queryOptions({ workspace }));
  const saved = {
    onSuccess: () => {
      toast.success(pool ? `${name} was saved` : `The pool ${name} was created`);
      onClose();
      return queries.invalidateQueries(trpc.pools.list.queryFilter({ workspace }));
    },
  };
  const create = useMutation(trpc.pools.create.mutationOptions(saved));
  const change = useMutation(trpc.pools.change.mutationOptions(saved));
  const pending = create.isPending || change.isPending;
  const error = create.error ?? change.error;
  const problem = error ? callProblem(error) : null;
  const nameProblem = problem?.errorOf("name") ?? problem?.errorOf("pool.name");
  const others = (people.data ?? []).filter(({ id }) => !members.some(({ userId }) => userId === id));

  const submit = () => {
    if (pending) return;
    const asked = {
      name,
      members: members.map(({ userId, weight, offDuty, maxOpen }) => ({
        userId,
        weight: Number(weight),
        offDuty,
        maxOpen: maxOpen === "" ? null : Number(maxOpen),
      })),
    };
    if (pool) change.mutate({ workspace, poolId: pool.id, pool: asked });
    else create.mutate({ workspace, pool: asked });
  };

  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <FormDialogContent
        title={pool ? `Change ${pool.name}` : "New owner pool"}
        submitLabel={pool ? "Save pool" : "Create pool"}
        pending={pending}
        onSubmit={submit}
      >
        <Field label="Name" help="Steps name it by this." error={nameProblem} required>
          <Input
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={100}
            placeholder="Sales"
          />
        </Field>
        <PoolMembersForm
          members={members}
          onChange={setMembers}
          errorOf={(index, field) => problem?.errorOf(`pool.members.${index}.${field}`)}
        />
        {others.length > 0 ? (
          <Select
            // A choice adds a member and leaves nothing chosen.
            key={members.length}
            aria-label="Add a member"
            placeholder="Add a member"
            options={others.map(({ id, name: label }) => ({ value: id, label }))}
            onValueChange={(id) => {
              const person = others.find((each) => each.id === id);
              if (person) setMembers([...members, memberDraft({ userId: id, name: person.name })]);
            }}
          />
        ) : null}
        {problem?.message && !nameProblem ? (
          <p role="alert" className="text-failed">
            {problem.message}
          </p>
        ) : null}
      </FormDialogContent>
    </Dialog>
  );
}
