"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type LucideIcon, MoreHorizontal } from "lucide-react";
import { type ReactNode, useState } from "react";
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

type ConnectionRowProps = {
  workspace: string;
  connection: {
    id: string;
    name: string;
    isDefault: boolean;
    checkedAt: Date | null;
    checkError: string | null;
  };
  icon: LucideIcon;
  /** Where it leads. */
  place: string;
  testLabel: string;
  /** What a test that went well did; `to`: whom it was sent to. */
  tested: (to: string) => string;
  /** What is lost with it. */
  removal: string;
  onEdit: () => void;
  /** More items of its menu. */
  menu?: ReactNode;
};

/** One connection: where it leads, whether it works, and a button that tries it. */
export function ConnectionRow(props: ConnectionRowProps) {
  const { workspace, connection, icon: Icon, place, testLabel, tested, removal, onEdit, menu } = props;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const { id: connectionId, name } = connection;
  const after = {
    onError: (error: unknown) => toast.error(callProblem(error).message),
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.connections.pathKey() }),
  };
  const test = useMutation(
    trpc.connections.test.mutationOptions({
      ...after,
      onSuccess: (result) =>
        result.ok
          ? toast.success(tested(result.to))
          : toast.error("The test failed", { description: result.message }),
    }),
  );
  const remove = useMutation(
    trpc.connections.remove.mutationOptions({
      ...after,
      onSuccess: () => toast.success(`${name} was removed`),
    }),
  );
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-line border-t px-4 py-2">
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <div className="min-w-40 flex-1">
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        <p className="text-muted wrap-anywhere">{place}</p>
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
        {testLabel}
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={`More for ${name}`}>
            <MoreHorizontal aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={onEdit}>Edit…</DropdownMenuItem>
          {menu}
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" onSelect={() => setRemoving(true)}>
            Remove…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <AlertDialog
        open={removing}
        onOpenChange={setRemoving}
        title={`Remove ${name}?`}
        description={removal}
        confirmLabel="Remove connection"
        pending={remove.isPending}
        onConfirm={() => remove.mutate({ workspace, connectionId })}
      />
    </li>
  );
}
