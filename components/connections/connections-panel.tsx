"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FlaskConical, Plus } from "lucide-react";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { SettingsSection } from "@/components/settings/settings-section";
import { useTRPC } from "@/components/shell/trpc";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { toast } from "@/components/ui/toast";
import type { MailConnection, WebhookConnection } from "./connection-types";
import { MailServerDialog } from "./mail-server-dialog";
import { MailServerRow } from "./mail-server-row";
import { WebhookCard } from "./webhook-card";

type ConnectionsPanelProps = { workspace: string; list: MailConnection[]; webhooks: WebhookConnection[] };

/** What messages leave by: the sandbox, or mail servers of their own; and who is told of events. */
export function ConnectionsPanel({ workspace, list: initialData, webhooks }: ConnectionsPanelProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: connections } = useQuery(trpc.connections.list.queryOptions({ workspace }, { initialData }));
  const [editing, setEditing] = useState<MailConnection | "new" | null>(null);
  const choose = useMutation(
    trpc.connections.chooseDefault.mutationOptions({
      onSuccess: (_, { connectionId }) =>
        toast.success(connectionId ? "Email leaves by this server now" : "Email stays in the sandbox now"),
      onError: (error) => toast.error(callProblem(error).message),
      onSettled: () => queries.invalidateQueries(trpc.connections.list.queryFilter({ workspace })),
    }),
  );
  const inSandbox = connections.every(({ isDefault }) => !isDefault);
  return (
    <SettingsSection
      title="Connections"
      description="What the messages and events of your flows leave by. A step can name another one."
      actions={
        <Button variant="primary" onClick={() => setEditing("new")}>
          <Plus aria-hidden />
          Connect a mail server
        </Button>
      }
    >
      <Card title="Email" flush>
        <ul>
          <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <FlaskConical aria-hidden className="size-4 shrink-0 text-held" />
            <div className="min-w-0 flex-1">
              <p className="font-medium">Sandbox</p>
              <p className="text-muted">
                Nothing leaves: messages land in the Outbox, and you answer them there.
              </p>
            </div>
            {inSandbox ? (
              <Badge tone="accent">Used by default</Badge>
            ) : (
              <Button
                pending={choose.isPending}
                onClick={() => choose.mutate({ workspace, connectionId: null })}
              >
                Use by default
              </Button>
            )}
          </li>
          {connections.map((connection) => (
            <MailServerRow
              key={connection.id}
              workspace={workspace}
              connection={connection}
              onEdit={() => setEditing(connection)}
              onUse={() => choose.mutate({ workspace, connectionId: connection.id })}
            />
          ))}
        </ul>
      </Card>
      <Card title="SMS">
        <p className="text-muted">
          SMS stay in the sandbox: they land in the Outbox, and you answer them there.
        </p>
      </Card>
      <WebhookCard workspace={workspace} list={webhooks} />
      {editing ? (
        <MailServerDialog
          key={editing === "new" ? "new" : editing.id}
          workspace={workspace}
          connection={editing === "new" ? null : editing}
          isFirst={connections.length === 0}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </SettingsSection>
  );
}
