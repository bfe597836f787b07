"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import type { Pool, PoolMember } from "./pool-types";

type DutySwitchProps = { workspace: string; pool: Pool; member: PoolMember; disabled: boolean };

/** Everybody's own, and for owners and admins everybody's. */
export function DutySwitch({ workspace, pool, member, disabled }: DutySwitchProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const set = useMutation(
    trpc.pools.setDuty.mutationOptions({
      onError: (error) => toast.error(callProblem(error).message),
      onSettled: () => queries.invalidateQueries(trpc.pools.list.queryFilter({ workspace })),
    }),
  );
  const offDuty = set.isPending ? set.variables.offDuty : member.offDuty;
  return (
    <Switch
      hideLabel
      label={`${member.name} is on duty in ${pool.name}`}
      checked={!offDuty}
      disabled={disabled}
      onCheckedChange={(on) =>
        set.isPending || set.mutate({ workspace, poolId: pool.id, userId: member.userId, offDuty: !on })
      }
    />
  );
}
