"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import type { Agent } from "./agent-types";

export function RemoveAgent({ workspace, agent }: { workspace: string; agent: Agent }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation(
    trpc.agents.remove.mutationOptions({
      onSuccess: () => toast.success(`${agent.name} was deleted`),
      onError: (error) => toast.error(callProblem(error).message),
      onSettled: () => queries.invalidateQueries(trpc.agents.list.queryFilter({ workspace })),
    }),
  );
  return (
    <>
      <IconButton label={`Delete ${agent.name}`} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
      </IconButton>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete the voice agent ${agent.name}?`}
        description="Steps that name it fail into their error branch. Calls that it made stay."
        confirmLabel="Delete agent"
        pending={remove.isPending}
        onConfirm={() => remove.mutate({ workspace, agentId: agent.id })}
      />
    </>
  );
}
