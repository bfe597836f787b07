"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Mail, MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { UsedInFlows } from "@/components/flows/used-in-flows";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { CheckedLine } from "./checked-line";
import type { MailConnection } from "./connection-types";

type ConnectionRowProps = {
  workspace: string;
  connection: MailConnection;
  onEdit: () => void;
  /** Makes it the default. */
  onUse: () => void;
};

/** One mail server: where it is, whether it works, and a button that tries it. */
export function ConnectionRow({ workspace, connection, onEdit, onUse }: ConnectionRowProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const read = () => queries.invalidateQueries(trpc.connections.list.queryFilter({ workspace }));
  const test = useMutation(
    trpc.connections.test.mutationOptions({
      onSuccess: (result) =>
        result.ok
          ? toast.success(`A test was sent to ${result.to}`)
          : toast.error("The test failed", { description: result.message }),
      onError: (error) => toast.error(callProblem(error).message),
      onSettled: read,
    }),
  );
  const remove = useMutation(
    trpc.connections.remove.mutationOptions({
      onSuccess: () => toast.success(`${connection.name} was removed`),
      onError: (error) => toast.error(callProblem(error).message),
      onSettled: read,
    }),
  );
  const { id: connectionId, name, settings } = connection;
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-line border-t px-4 py-2">
      <Mail aria-hidden className="size-4 shrink-0 text-muted" />
      <div className="min-w-40 flex-1">
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        <p className="break-words text-muted">
          {settings.from_address} by {settings.host}:{settings.port}
        </p>
        <CheckedLine {...connection} />
        <p className="text-xs">
          <UsedInFlows
            sought={{ kind: "connection", value: connectionId }}
            title={`Where “${name}” is used`}
          />
        </p>
      </div>
      {connection.isDefault ? <Badge tone="accent">Used by default</Badge> : null}
      <Button pending={test.isPending} onClick={() => test.mutate({ workspace, connectionId })}>
        Send a test to me
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={`More for ${name}`}>
            <MoreHorizontal aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {connection.isDefault ? null : <DropdownMenuItem onSelect={onUse}>Use by default</DropdownMenuItem>}
          <DropdownMenuItem onSelect={onEdit}>Edit…</DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" onSelect={() => setAsking(true)}>
            Remove…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Remove ${name}?`}
        description="Its password is erased. Steps that name it fail until they name another one; email that left by default stays in the sandbox."
        confirmLabel="Remove connection"
        pending={remove.isPending}
        onConfirm={() => remove.mutate({ workspace, connectionId })}
      />
    </li>
  );
}
