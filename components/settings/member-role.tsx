"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { toast } from "@/components/ui/toast";
import { callProblem } from "./call-problem";
import { RoleSelect, roleWords } from "./role-select";
import type { Member } from "./settings-types";

type MemberRoleProps = { workspace: string; member: Member; allowOwner: boolean; fixed: boolean };

/** The role of a member: a choice for those who may make it, a word for everyone else. */
export function MemberRole({ workspace, member, allowOwner, fixed }: MemberRoleProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const change = useMutation(
    trpc.members.changeRole.mutationOptions({
      onSuccess: (_, { role }) =>
        toast.success(`${member.name} is now ${roleWords[role].label.toLowerCase()}`),
      onError: (error) => toast.error(callProblem(error).message),
      onSettled: () => queries.invalidateQueries(trpc.members.list.queryFilter({ workspace })),
    }),
  );
  if (fixed) return roleWords[member.role].label;
  return (
    <RoleSelect
      size="sm"
      aria-label={`Role of ${member.name}`}
      value={change.isPending ? change.variables.role : member.role}
      allowOwner={allowOwner}
      disabled={change.isPending}
      onChange={(role) => change.mutate({ workspace, userId: member.id, role })}
    />
  );
}
