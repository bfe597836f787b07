"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { WebhookConnection } from "./connection-types";
import type { ToldSecret } from "./secret-dialog";

type WebhookDialogProps = {
  workspace: string;
  /** Null for a new one. */
  connection: WebhookConnection | null;
  isFirst: boolean;
  onSecret: (told: ToldSecret) => void;
  onClose: () => void;
};

export function WebhookDialog({ workspace, connection, isFirst, onSecret, onClose }: WebhookDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [name, setName] = useState(connection?.name ?? "");
  const [url, setUrl] = useState(connection?.settings.url ?? "");
  const [isDefault, setIsDefault] = useState(connection?.isDefault ?? isFirst);
  const save = useMutation(
    trpc.connections.saveWebhook.mutationOptions({
      onSuccess({ secret }) {
        if (secret) onSecret({ secret, name: name.trim(), replaces: false });
        else toast.success("Connection saved");
        onClose();
        return queries.invalidateQueries(trpc.connections.listWebhooks.queryFilter({ workspace }));
      },
    }),
  );
  const problem = save.error ? callProblem(save.error) : null;
  const errorOf = (field: string) => problem?.errorOf(`connection.${field}`);
  const submit = () => {
    save.mutate({
      workspace,
      connectionId: connection?.id ?? null,
      connection: { name, settings: { url: url.trim() }, isDefault },
    });
  };
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <FormDialogContent
        title={connection ? `Edit ${connection.name}` : "Connect an endpoint"}
        description="An address of yours that takes webhooks. Each delivery is signed as Standard Webhooks says, and repeated under the same id until it is taken."
        submitLabel={connection ? "Save connection" : "Connect endpoint"}
        pending={save.isPending}
        refusal={problem && !errorOf("name") && !errorOf("settings.url") && problem.message}
        onSubmit={submit}
      >
        <Field label="Name" error={errorOf("name")} required>
          <Input
            value={name}
            onChange={(event) => setName(event.target.value)}
            placeholder="Order desk"
            autoComplete="off"
          />
        </Field>
        <Field label="Address" error={errorOf("settings.url")} required>
          <Input
            type="url"
            inputMode="url"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
            placeholder="https://example.com/hooks"
            autoComplete="off"
          />
        </Field>
        <Checkbox
          label="Use it by default"
          help="Webhooks of steps that name no connection go there. Test runs send none."
          checked={isDefault}
          onCheckedChange={(on) => setIsDefault(on === true)}
        />
      </FormDialogContent>
    </Dialog>
  );
}
