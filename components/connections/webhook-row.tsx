"use client";

import { useMutation } from "@tanstack/react-query";
import { Webhook } from "lucide-react";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import { ConnectionRow } from "./connection-row";
import type { WebhookConnection } from "./connection-types";
import type { ToldSecret } from "./secret-dialog";

type WebhookRowProps = {
  workspace: string;
  connection: WebhookConnection;
  onEdit: () => void;
  onSecret: (told: ToldSecret) => void;
};

export function WebhookRow({ workspace, connection, onEdit, onSecret }: WebhookRowProps) {
  const trpc = useTRPC();
  const [rotating, setRotating] = useState(false);
  const { id: connectionId, name, settings } = connection;
  const rotate = useMutation(
    trpc.connections.rotateSecret.mutationOptions({
      onSuccess({ secret }) {
        setRotating(false);
        onSecret({ secret, name, replaces: true });
      },
      onError: (error) => toast.error(callProblem(error).message),
    }),
  );
  return (
    <>
      <ConnectionRow
        workspace={workspace}
        connection={connection}
        icon={Webhook}
        place={settings.url}
        testLabel="Send a test event"
        tested={() => "The endpoint took the test event webhook.test"}
        removal="Its secret is erased. Steps that name it fail until they name another one; without a default endpoint no webhook leaves."
        onEdit={onEdit}
        menu={<DropdownMenuItem onSelect={() => setRotating(true)}>New secret…</DropdownMenuItem>}
      />
      <AlertDialog
        open={rotating}
        onOpenChange={setRotating}
        title={`Make a new secret for ${name}?`}
        description="For 24 hours deliveries are signed with the old one too. After that the receiver needs the new one."
        confirmLabel="Make a new secret"
        pending={rotate.isPending}
        onConfirm={() => rotate.mutate({ workspace, connectionId })}
      />
    </>
  );
}
