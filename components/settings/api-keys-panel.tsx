"use client";

import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { NewApiKeyDialog } from "./new-api-key-dialog";
import { RevokeApiKey } from "./revoke-api-key";
import { SettingsSection } from "./settings-section";
import type { ApiKey } from "./settings-types";

export function ApiKeysPanel({ workspace, apiKeys: initialData }: { workspace: string; apiKeys: ApiKey[] }) {
  const trpc = useTRPC();
  const { data: apiKeys } = useQuery(trpc.apiKeys.list.queryOptions({ workspace }, { initialData }));
  const [creating, setCreating] = useState(false);
  const newKey = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      New API key
    </Button>
  );
  return (
    <SettingsSection
      title="API keys"
      description="A key lets a program act in this workspace, as far as its scopes go."
      actions={apiKeys.length > 0 ? newKey : null}
    >
      <NewApiKeyDialog workspace={workspace} open={creating} onOpenChange={setCreating} />
      <Card flush>
        {apiKeys.length === 0 ? (
          <EmptyState
            picture={<KeyRound className="size-6 text-muted" />}
            title="No keys yet"
            action={newKey}
          >
            Make one to send events from your own systems and start flows with them.
          </EmptyState>
        ) : (
          <Table label="API keys">
            <TableHead>
              <TableRow>
                <TableHeader>Name</TableHeader>
                <TableHeader>May</TableHeader>
                <TableHeader>Last used</TableHeader>
                <TableHeader>Created</TableHeader>
                <TableHeader>
                  <span className="sr-only">Actions</span>
                </TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {apiKeys.map((key) => (
                <TableRow key={key.id} className="last:border-b-0">
                  <TableCell>
                    <div className="flex min-w-0 max-w-72 items-baseline gap-2">
                      <span className="truncate font-medium" title={key.name}>
                        {key.name}
                      </span>
                      <code className="whitespace-nowrap font-mono text-muted text-xs">{key.prefix}…</code>
                    </div>
                  </TableCell>
                  <TableCell>
                    <div className="flex min-w-56 flex-wrap gap-1 py-1">
                      {key.scopes.map((scope) => (
                        <Badge key={scope} tone="outline" className="font-mono">
                          {scope}
                        </Badge>
                      ))}
                      {key.origins.map((origin) => (
                        <Badge key={origin} tone="accent" title="May call from this website">
                          {origin}
                        </Badge>
                      ))}
                    </div>
                  </TableCell>
                  <TableCell className="text-muted">
                    {key.lastUsedAt ? <RelativeTime at={key.lastUsedAt} /> : "Never"}
                  </TableCell>
                  <TableCell className="text-muted">
                    <RelativeTime at={key.createdAt} />
                  </TableCell>
                  <TableCell className="w-12">
                    <RevokeApiKey workspace={workspace} apiKey={key} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
    </SettingsSection>
  );
}
