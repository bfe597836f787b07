"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A name, and the builder opens on an empty canvas. */
export function BlankFlowForm({ folder }: { folder: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [name, setName] = useState("");
  const create = useMutation(
    trpc.flows.create.mutationOptions({
      onSuccess: ({ id }) => {
        void queries.invalidateQueries({ queryKey: trpc.flows.pathKey() });
        router.push(`/w/${workspace}/flows/${id}`);
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ workspace, name: name.trim(), folder });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label="Name"
        help="What it does, as you would say it: Welcome new customers."
        error={create.error?.message}
      >
        <Input
          autoFocus
          required
          autoComplete="off"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <div className="flex justify-end">
        <Button
          size="md"
          type="submit"
          variant="primary"
          disabled={!name.trim()}
          pending={create.isPending || create.isSuccess}
        >
          Create flow
        </Button>
      </div>
    </form>
  );
}
