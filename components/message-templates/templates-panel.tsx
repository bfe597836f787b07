"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { UsedInFlows } from "@/components/flows/used-in-flows";
import { channelOf } from "@/components/outbox/channel";
import { SettingsSection } from "@/components/settings/settings-section";
import { useTRPC } from "@/components/shell/trpc";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { TemplateEditor } from "./template-editor";
import type { MessageTemplate } from "./template-types";

type TemplatesPanelProps = { workspace: string; mayEdit: boolean; list: MessageTemplate[] };

/** Texts that steps name instead of writing them. */
export function TemplatesPanel({ workspace, mayEdit, list: initialData }: TemplatesPanelProps) {
  const trpc = useTRPC();
  const { data: templates } = useQuery(
    trpc.messageTemplates.list.queryOptions({ workspace }, { initialData }),
  );
  const [open, setOpen] = useState<MessageTemplate | "new" | null>(null);
  return (
    <SettingsSection
      title="Message templates"
      description="Emails and SMS that many steps send. A step names one; the contact's data fills it in."
      actions={
        mayEdit ? (
          <Button variant="primary" onClick={() => setOpen("new")}>
            <Plus aria-hidden />
            New template
          </Button>
        ) : null
      }
    >
      <Card flush>
        <Table label="Message templates">
          <TableHead>
            <TableRow>
              <TableHeader>Name</TableHeader>
              <TableHeader className="max-desk:hidden">Steps say</TableHeader>
              <TableHeader>Channel</TableHeader>
              <TableHeader className="max-desk:hidden">Used</TableHeader>
              <TableHeader className="text-right">Changed</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {templates.map((template) => {
              const { label, icon: Icon } = channelOf(template.channel);
              return (
                <TableRow key={template.key} interactive className="last:border-b-0">
                  <TableCell>
                    <div className="flex min-w-0 items-center gap-2">
                      <button
                        type="button"
                        onClick={() => setOpen(template)}
                        className="max-w-72 truncate text-left font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:-outline-offset-2 focus-visible:after:outline-2 focus-visible:after:outline-ring"
                      >
                        {template.name}
                      </button>
                      {template.system ? (
                        <Badge tone="outline">{template.id ? "Changed by you" : "From Baton"}</Badge>
                      ) : null}
                    </div>
                  </TableCell>
                  <TableCell className="font-mono text-muted text-xs max-desk:hidden">
                    {template.key}
                  </TableCell>
                  <TableCell className="text-muted">
                    <span className="flex items-center gap-1.5">
                      <Icon aria-hidden className="size-4 shrink-0" />
                      {label}
                    </span>
                  </TableCell>
                  <TableCell className="max-desk:hidden">
                    {/* Above the button that covers the row. */}
                    <span className="relative z-10">
                      <UsedInFlows
                        sought={{ kind: "template", value: template.key, also: [template.name] }}
                        title={`Where “${template.name}” is used`}
                      />
                    </span>
                  </TableCell>
                  <TableCell className="text-right text-muted">
                    {template.updatedAt ? <RelativeTime at={template.updatedAt} /> : "–"}
                  </TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      </Card>
      {open ? (
        <TemplateEditor
          key={open === "new" ? "new" : open.key}
          workspace={workspace}
          template={open === "new" ? null : open}
          mayEdit={mayEdit}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </SettingsSection>
  );
}
