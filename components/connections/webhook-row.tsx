"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { MoreHorizontal, Webhook } from "lucide-react";
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
import type { WebhookConnection } from "./connection-types";
import type { ToldSecret } from "./secret-dialog";

type WebhookRowProps = {
  workspace: string;
  connection: WebhookConnection;
  onEdit: () => void;
  onSecret: (told: ToldSecret) => void;
};

/** One endpoint: where it is, whether it takes what is sent, and a button that tries it. */
export function WebhookRow({ workspace, connection, onEdit, onSecret }: WebhookRowProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<"remove" | "rotate" | null>(null);
  const { id: connectionId, name, settings } = connection;
  const onError = (error: unknown) => toast.error(callProblem(error).message);
  const onSettled = () => queries.invalidateQueries(trpc.connections.listWebhooks.queryFilter({ workspace }));
  const test = useMutation(
    trpc.connections.test.mutationOptions({
      onSuccess: (result) =>
        result.ok
          ? toast.success("The endpoint took the test", { description: "An event webhook.test was sent." })
          : toast.error("The test failed", { description: result.message }),
      onError,
      onSettled,
    }),
  );
  const remove = useMutation(
    trpc.connections.remove.mutationOptions({
      onSuccess: () => toast.success(`${name} was removed`),
      onError,
      onSettled,
    }),
  );
  const rotate = useMutation(
    trpc.connections.rotateSecret.mutationOptions({
      onSuccess({ secret }) {
        setAsking(null);
        onSecret({ secret, name, replaces: true });
      },
      onError,
    }),
  );
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-line border-t px-4 py-2">
      <Webhook aria-hidden className="size-4 shrink-0 text-muted" />
      <div className="min-w-40 flex-1">
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        <p className="break-all text-muted">{settings.url}</p>
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
        Send a test event
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={`More for ${name}`}>
            <MoreHorizontal aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={onEdit}>Edit…</DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setAsking("rotate")}>New secret…</DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" onSelect={() => setAsking("remove")}>
            Remove…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <AlertDialog
        open={asking === "remove"}
        onOpenChange={(open) => open || setAsking(null)}
        title={`Remove ${name}?`}
        description="Its secret is erased. Steps that name it fail until they name another one; without a default endpoint no webhook leaves."
        confirmLabel="Remove connection"
        pending={remove.isPending}
        onConfirm={() => remove.mutate({ workspace, connectionId })}
      />
      <AlertDialog
        open={asking === "rotate"}
        onOpenChange={(open) => open || setAsking(null)}
        title={`Make a new secret for ${name}?`}
        description="For 24 hours deliveries are signed with the old one too. After that the receiver needs the new one."
        confirmLabel="Make a new secret"
        pending={rotate.isPending}
        onConfirm={() => rotate.mutate({ workspace, connectionId })}
      />
    </li>
  );
}
