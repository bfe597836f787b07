"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { FlaskConical, Plug } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { connectionNeed } from "@/server/domain/connection-needs";

const MailServerDialog = dynamic(() =>
  import("@/components/connections/mail-server-dialog").then((module) => module.MailServerDialog),
);

type ConnectStepProps = { needs: readonly string[]; onDone: () => void };

/** What the flow sends by: what is connected, and the sandbox for the rest, which is enough to begin with. */
export function ConnectStep({ needs, onDone }: ConnectStepProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace, role } = useWorkspace();
  const connected = useQuery(trpc.templates.connected.queryOptions({ workspace }));
  const [connecting, setConnecting] = useState(false);
  const mayConnect = role === "owner" || role === "admin";
  const inSandbox = needs.filter((key) => !connected.data?.[key]);
  return (
    <section>
      <PageHeader
        level={2}
        title="What it sends by"
        description={
          needs.length === 0
            ? "Nothing has to be connected: it stays within Baton."
            : "Begin in the sandbox: nobody is written to, and everything can be connected later."
        }
      />
      {needs.length > 0 ? (
        <ul className="mt-4 rounded-lg border border-line bg-surface">
          {needs.map((key) => {
            const need = connectionNeed(key);
            const name = connected.data?.[key];
            return (
              <li
                key={key}
                className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 border-line px-4 py-2 not-last:border-b"
              >
                {name ? (
                  <Plug aria-hidden className="size-4 shrink-0 text-succeeded" />
                ) : (
                  <FlaskConical aria-hidden className="size-4 shrink-0 text-held" />
                )}
                <div className="min-w-0 flex-1 basis-60">
                  <p className="font-medium">{need.title}</p>
                  <p className="text-muted">{name ? `Sent by ${name}.` : need.sandbox}</p>
                </div>
                {name ? <Badge tone="green">Connected</Badge> : <Badge tone="amber">Sandbox</Badge>}
                {key === "email" && !name && mayConnect ? (
                  <Button onClick={() => setConnecting(true)}>Connect a mail server</Button>
                ) : null}
              </li>
            );
          })}
        </ul>
      ) : null}
      <Button variant="primary" size="md" className="mt-5" onClick={onDone}>
        {inSandbox.length > 0 ? "Continue in the sandbox" : "Continue"}
      </Button>
      {connecting ? (
        <MailServerDialog
          workspace={workspace}
          connection={null}
          isFirst
          onClose={() => {
            setConnecting(false);
            void queries.invalidateQueries(trpc.templates.connected.queryFilter({ workspace }));
          }}
        />
      ) : null}
    </section>
  );
}
