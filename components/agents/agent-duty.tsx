"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import type { Agent } from "./agent-types";

/** Refused with the ways out when the plan has no place left. */
export function AgentDuty({
  workspace,
  agent,
  disabled,
}: {
  workspace: string;
  agent: Agent;
  disabled: boolean;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const set = useMutation(
    trpc.agents.setDuty.mutationOptions({
      onError: (error) => toast.error(callProblem(error).message),
      onSettled: () => queries.invalidateQueries(trpc.agents.list.queryFilter({ workspace })),
    }),
  );
  return (
    <Switch
      hideLabel
      label={`${agent.name} is on duty`}
      checked={set.isPending ? set.variables.onDuty : agent.onDuty}
      disabled={disabled}
      onCheckedChange={(onDuty) => set.isPending || set.mutate({ workspace, agentId: agent.id, onDuty })}
    />
  );
}
