"use client";

import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { SettingsSection } from "@/components/settings/settings-section";
import { useTRPC } from "@/components/shell/trpc";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { Switch } from "@/components/ui/switch";
import {
  RowActions,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { AgentDialog } from "./agent-dialog";
import { AgentDuty } from "./agent-duty";
import type { AgentList } from "./agent-types";
import { RemoveAgent } from "./remove-agent";

type AgentsPanelProps = { workspace: string; mayManage: boolean; list: AgentList };

/** Who speaks in the calls that flows make. */
export function AgentsPanel({ workspace, mayManage, list: initialData }: AgentsPanelProps) {
  const trpc = useTRPC();
  const [editing, setEditing] = useState<string | null>(null);
  const { data } = useQuery(trpc.agents.list.queryOptions({ workspace }, { initialData }));
  const { agents, plan } = data;
  const onDuty = agents.filter((agent) => agent.onDuty).length;
  const edited = agents.find(({ id }) => id === editing) ?? null;
  const create = (
    <Button variant="primary" onClick={() => setEditing(NEW)}>
      <Plus aria-hidden />
      New agent
    </Button>
  );
  return (
    <SettingsSection
      title="Voice agents"
      description={`Who speaks in the calls that flows make. ${onDuty} of ${plan.maxAgents} on duty on the ${plan.name} plan.`}
      actions={mayManage && agents.length > 0 ? create : null}
    >
      {agents.length === 0 ? (
        <EmptyState picture={<Picture />} title="No voice agents yet" action={mayManage ? create : null}>
          An agent has a number to call from, a voice, and what it says first. The step “Make call” uses the
          one that is on duty.
        </EmptyState>
      ) : (
        <Card flush>
          <Table label="Voice agents">
            <TableHead>
              <TableRow>
                <TableHeader>Agent</TableHeader>
                <TableHeader>On duty</TableHeader>
                <TableHeader className="max-sm:hidden">Calls from</TableHeader>
                <TableHeader className="max-sm:hidden">Voice</TableHeader>
                <TableHeader>
                  <span className="sr-only">Actions</span>
                </TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {agents.map((agent) => (
                <TableRow key={agent.id} className="last:border-b-0">
                  <TableCell className="w-full max-w-0">
                    <span className="flex min-w-28 items-center gap-2">
                      <Avatar name={agent.name} />
                      <span className="max-w-full shrink-0 truncate font-medium">{agent.name}</span>
                      <span className="min-w-0 truncate text-muted max-sm:hidden">
                        {agent.greeting || agent.script}
                      </span>
                    </span>
                  </TableCell>
                  <TableCell>
                    <AgentDuty workspace={workspace} agent={agent} disabled={!mayManage} />
                  </TableCell>
                  <TableCell className="whitespace-nowrap font-mono text-muted text-xs max-sm:hidden">
                    {agent.fromNumber ?? "–"}
                  </TableCell>
                  <TableCell className="max-w-32 truncate text-muted max-sm:hidden">
                    {agent.voice || "–"}
                  </TableCell>
                  <TableCell className="w-20">
                    {mayManage ? (
                      <RowActions>
                        <IconButton label={`Change ${agent.name}`} onClick={() => setEditing(agent.id)}>
                          <Pencil aria-hidden />
                        </IconButton>
                        <RemoveAgent workspace={workspace} agent={agent} />
                      </RowActions>
                    ) : null}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Card>
      )}
      {editing === NEW || edited ? (
        <AgentDialog key={editing} workspace={workspace} agent={edited} onClose={() => setEditing(null)} />
      ) : null}
    </SettingsSection>
  );
}

const Picture = () => (
  <div className="flex w-80 items-center gap-2.5 rounded-lg border border-line bg-surface px-4 py-3 text-left">
    <Avatar name="Ava" />
    <div className="min-w-0 flex-1">
      <p className="truncate font-medium">Ava</p>
      <p className="truncate text-muted text-xs">“Hello, this is Ava. Do you have a minute?”</p>
    </div>
    <Switch hideLabel label="Ava is on duty" checked />
  </div>
);

const NEW = "new";
