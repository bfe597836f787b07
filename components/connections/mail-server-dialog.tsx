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
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { MailConnection } from "./connection-types";

type MailServerDialogProps = {
  workspace: string;
  /** Null for a new one. */
  connection: MailConnection | null;
  isFirst: boolean;
  onClose: () => void;
};

const PORTS = { starttls: "587", tls: "465", none: "25" } as const;
type Security = keyof typeof PORTS;

export function MailServerDialog({ workspace, connection, isFirst, onClose }: MailServerDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [name, setName] = useState(connection?.name ?? "");
  const [host, setHost] = useState(connection?.settings.host ?? "");
  const [port, setPort] = useState(String(connection?.settings.port ?? PORTS.starttls));
  const [security, setSecurity] = useState<Security>(connection?.settings.security ?? "starttls");
  const [user, setUser] = useState(connection?.settings.user ?? "");
  const [password, setPassword] = useState("");
  const [fromAddress, setFromAddress] = useState(connection?.settings.from_address ?? "");
  const [fromName, setFromName] = useState(connection?.settings.from_name ?? "");
  const [isDefault, setIsDefault] = useState(connection?.isDefault ?? isFirst);
  const save = useMutation(
    trpc.connections.saveSmtp.mutationOptions({
      onSuccess() {
        toast.success(connection ? "Connection saved" : "Mail server connected", {
          description: "Send a test to see that it works.",
        });
        onClose();
        return queries.invalidateQueries(trpc.connections.list.queryFilter({ workspace }));
      },
    }),
  );
  const problem = save.error ? callProblem(save.error) : null;
  const errorOf = (field: string) => problem?.errorOf(`connection.${field}`);
  const fields = [
    "name",
    "password",
    "settings.host",
    "settings.port",
    "settings.from_address",
    "settings.from_name",
  ];
  const chooseSecurity = (value: string) => {
    if (value !== "starttls" && value !== "tls" && value !== "none") return;
    if (port === PORTS[security]) setPort(PORTS[value]);
    setSecurity(value);
  };
  const submit = () => {
    const settings = {
      host,
      port: Number(port),
      security,
      user,
      from_address: fromAddress,
      from_name: fromName,
    };
    save.mutate({
      workspace,
      connectionId: connection?.id ?? null,
      connection: { name, settings, password, isDefault },
    });
  };
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <FormDialogContent
        title={connection ? `Edit ${connection.name}` : "Connect a mail server"}
        description="Any server that takes mail by SMTP. Its password is kept sealed and shown to nobody."
        submitLabel={connection ? "Save connection" : "Connect mail server"}
        pending={save.isPending}
        refusal={problem && !fields.some(errorOf) && problem.message}
        onSubmit={submit}
      >
        <Field label="Name" error={errorOf("name")} required>
          <Input
            value={name}
            onChange={(event) => setName(event.target.value)}
            placeholder="Company mail"
            autoComplete="off"
          />
        </Field>
        <div className="grid gap-4 desk:grid-cols-[minmax(0,1fr)_auto_96px]">
          <Field label="Server" error={errorOf("settings.host")} required>
            <Input
              value={host}
              onChange={(event) => setHost(event.target.value)}
              placeholder="smtp.example.com"
              autoComplete="off"
            />
          </Field>
          <Field label="Protection">
            <Select value={security} onValueChange={chooseSecurity} options={SECURITY} />
          </Field>
          <Field label="Port" error={errorOf("settings.port")} required>
            <Input value={port} onChange={(event) => setPort(event.target.value)} inputMode="numeric" />
          </Field>
        </div>
        <div className="grid gap-4 desk:grid-cols-2">
          <Field label="User" aside="Optional">
            <Input value={user} onChange={(event) => setUser(event.target.value)} autoComplete="off" />
          </Field>
          <Field
            label="Password"
            aside="Optional"
            error={errorOf("password")}
            help={connection ? "Leave empty to keep the one that is stored." : undefined}
          >
            <Input
              type="password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              autoComplete="new-password"
            />
          </Field>
        </div>
        <div className="grid gap-4 desk:grid-cols-2">
          <Field label="From address" error={errorOf("settings.from_address")} required>
            <Input
              type="email"
              value={fromAddress}
              onChange={(event) => setFromAddress(event.target.value)}
              placeholder="hello@example.com"
              autoComplete="off"
            />
          </Field>
          <Field label="From name" aside="Optional" error={errorOf("settings.from_name")}>
            <Input
              value={fromName}
              onChange={(event) => setFromName(event.target.value)}
              autoComplete="off"
            />
          </Field>
        </div>
        <Checkbox
          label="Use it by default"
          help="Emails of steps that name no connection leave by it. Test runs stay in the sandbox."
          checked={isDefault}
          onCheckedChange={(on) => setIsDefault(on === true)}
        />
      </FormDialogContent>
    </Dialog>
  );
}

const SECURITY = [
  { value: "starttls", label: "STARTTLS" },
  { value: "tls", label: "TLS" },
  { value: "none", label: "None" },
];
