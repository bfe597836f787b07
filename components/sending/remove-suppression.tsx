"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { RowActions } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";

export function RemoveSuppression({ workspace, address }: { workspace: string; address: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation(
    trpc.sending.unsuppress.mutationOptions({
      onSuccess: () => toast.success(`${address} may be written to again`),
      onError: (error) => toast.error(callProblem(error).message),
      onSettled: () => queries.invalidateQueries(trpc.sending.suppressions.pathFilter()),
    }),
  );
  return (
    <RowActions>
      <IconButton label={`Remove ${address}`} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
      </IconButton>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Take ${address} off the list?`}
        description="Flows may write to it again. What the person said about consent stays as it is."
        confirmLabel="Take off the list"
        pending={remove.isPending}
        onConfirm={() => remove.mutate({ workspace, address })}
      />
    </RowActions>
  );
}
