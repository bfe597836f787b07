"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import type { Pool } from "./pool-types";

export function RemovePool({ workspace, pool }: { workspace: string; pool: Pool }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation(
    trpc.pools.remove.mutationOptions({
      onSuccess: () => toast.success(`The pool ${pool.name} was deleted`),
      onError: (error) => toast.error(callProblem(error).message),
      onSettled: () => queries.invalidateQueries(trpc.pools.list.queryFilter({ workspace })),
    }),
  );
  return (
    <>
      <IconButton label={`Delete ${pool.name}`} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
      </IconButton>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete the pool ${pool.name}?`}
        description="Steps that assign owners from it go into their error branch. Contacts keep the owners they have."
        confirmLabel="Delete pool"
        pending={remove.isPending}
        onConfirm={() => remove.mutate({ workspace, poolId: pool.id })}
      />
    </>
  );
}
