"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { WebhookConnection } from "./connection-types";
import { SecretDialog, type ToldSecret } from "./secret-dialog";
import { WebhookDialog } from "./webhook-dialog";
import { WebhookRow } from "./webhook-row";

type WebhookCardProps = { workspace: string; list: WebhookConnection[] };

/** Endpoints that flows tell of events, each with a secret of its own. */
export function WebhookCard({ workspace, list: initialData }: WebhookCardProps) {
  const trpc = useTRPC();
  const { data: webhooks } = useQuery(
    trpc.connections.listWebhooks.queryOptions({ workspace }, { initialData }),
  );
  const [editing, setEditing] = useState<WebhookConnection | "new" | null>(null);
  const [told, setTold] = useState<ToldSecret | null>(null);
  return (
    <Card
      title="Webhooks"
      flush
      actions={
        <Button onClick={() => setEditing("new")}>
          <Plus aria-hidden />
          Connect an endpoint
        </Button>
      }
    >
      {webhooks.length === 0 ? (
        <p className="px-4 py-3 text-muted">
          “Send a webhook” tells another system what happened, signed, so that it knows who sent it. Until an
          endpoint is connected nothing leaves.
        </p>
      ) : (
        <ul className="-mt-px">
          {webhooks.map((connection) => (
            <WebhookRow
              key={connection.id}
              workspace={workspace}
              connection={connection}
              onEdit={() => setEditing(connection)}
              onSecret={setTold}
            />
          ))}
        </ul>
      )}
      {editing ? (
        <WebhookDialog
          key={editing === "new" ? "new" : editing.id}
          workspace={workspace}
          connection={editing === "new" ? null : editing}
          isFirst={webhooks.length === 0}
          onSecret={setTold}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {told ? <SecretDialog {...told} onClose={() => setTold(null)} /> : null}
    </Card>
  );
}
