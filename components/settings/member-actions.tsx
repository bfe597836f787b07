"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { LogOut, UserMinus } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { RowActions } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";
import { callProblem } from "./call-problem";
import type { Member } from "./settings-types";

type MemberActionsProps = { workspace: { slug: string; name: string }; member: Member; self: boolean };

export function MemberActions({ workspace, member, self }: MemberActionsProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const onError = (error: unknown) => toast.error(callProblem(error).message);
  const remove = useMutation(
    trpc.members.remove.mutationOptions({
      onSuccess: () => toast.success(`${member.name} was removed`),
      onError,
      onSettled: () =>
        queries.invalidateQueries(trpc.members.list.queryFilter({ workspace: workspace.slug })),
    }),
  );
  // Nothing on this page may be read any more: leave it as a whole.
  const leave = useMutation(
    trpc.members.leave.mutationOptions({ onSuccess: () => window.location.assign("/w"), onError }),
  );
  const words = self
    ? {
        icon: <LogOut aria-hidden />,
        label: "Leave workspace",
        title: `Leave ${workspace.name}?`,
        text: "You lose access at once, and your webhook address here stops working. Someone has to add you again.",
        confirm: () => leave.mutate({ workspace: workspace.slug }),
      }
    : {
        icon: <UserMinus aria-hidden />,
        label: "Remove member",
        title: `Remove ${member.name}?`,
        text: `${member.name} loses access at once, and their webhook address here stops working. What they built stays.`,
        confirm: () => remove.mutate({ workspace: workspace.slug, userId: member.id }),
      };
  return (
    <RowActions>
      <IconButton label={self ? words.label : `Remove ${member.name}`} onClick={() => setAsking(true)}>
        {words.icon}
      </IconButton>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={words.title}
        description={words.text}
        confirmLabel={words.label}
        pending={remove.isPending || leave.isPending}
        onConfirm={words.confirm}
      />
    </RowActions>
  );
}
