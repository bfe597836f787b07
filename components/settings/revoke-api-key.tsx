"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { RowActions } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";
import { callProblem } from "./call-problem";
import type { ApiKey } from "./settings-types";

export function RevokeApiKey({ workspace, apiKey }: { workspace: string; apiKey: ApiKey }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const revoke = useMutation(
    trpc.apiKeys.revoke.mutationOptions({
      onSuccess: () => toast.success(`The key ${apiKey.name} was revoked`),
      onError: (error) => toast.error(callProblem(error).message),
      onSettled: () => queries.invalidateQueries(trpc.apiKeys.list.queryFilter({ workspace })),
    }),
  );
  return (
    <RowActions>
      <IconButton label={`Revoke ${apiKey.name}`} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
      </IconButton>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Revoke ${apiKey.name}?`}
        description="Programs that use it are refused within seconds. This cannot be undone."
        confirmLabel="Revoke key"
        pending={revoke.isPending}
        onConfirm={() => revoke.mutate({ workspace, keyId: apiKey.id })}
      />
    </RowActions>
  );
}
