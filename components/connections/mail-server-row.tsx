"use client";

import { Mail } from "lucide-react";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { ConnectionRow } from "./connection-row";
import type { MailConnection } from "./connection-types";

type MailServerRowProps = {
  workspace: string;
  connection: MailConnection;
  onEdit: () => void;
  /** Makes it the default. */
  onUse: () => void;
};

export function MailServerRow({ workspace, connection, onEdit, onUse }: MailServerRowProps) {
  const { from_address: from, host, port } = connection.settings;
  return (
    <ConnectionRow
      workspace={workspace}
      connection={connection}
      icon={Mail}
      place={`${from} by ${host}:${port}`}
      testLabel="Send a test to me"
      tested={(to) => `A test was sent to ${to}`}
      removal="Its password is erased. Steps that name it fail until they name another one; email that left by default stays in the sandbox."
      onEdit={onEdit}
      menu={
        connection.isDefault ? null : <DropdownMenuItem onSelect={onUse}>Use by default</DropdownMenuItem>
      }
    />
  );
}
