"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EmailFrame } from "@/components/outbox/email-frame";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC, useTRPCClient } from "@/components/shell/trpc";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { useDebounced } from "@/components/ui/use-debounced";
import type { TemplateDraft } from "./template-types";

type TemplatePreviewProps = { workspace: string; draft: TemplateDraft };

const SAMPLE = "sample";

/** What a contact will read, as one writes it. */
export function TemplatePreview({ workspace, draft }: TemplatePreviewProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [contact, setContact] = useState(SAMPLE);
  const contacts = useQuery(trpc.contacts.list.queryOptions({ workspace, limit: 20 }));
  const template = useDebounced(draft, 300);
  const contactId = contact === SAMPLE ? null : contact;
  const { channel, key, name, subject, text, html } = template;
  // A mutation by its transport alone: a template does not fit into an address.
  const preview = useQuery({
    queryKey: ["message-template-preview", workspace, contactId, channel, subject, text, html],
    queryFn: () =>
      client.messageTemplates.preview.mutate({
        workspace,
        contactId,
        template: { channel, key, name, subject, text, html },
      }),
    placeholderData: (before) => before,
  });
  const options = (contacts.data?.contacts ?? []).map((one) => ({
    value: one.id,
    label: one.name || one.email || one.phone || one.id,
  }));
  const shown = preview.data;
  return (
    <section aria-label="Preview" className="flex min-w-0 flex-col gap-3">
      <div className="flex items-center justify-between gap-3">
        <h3 className="font-medium">Preview</h3>
        <Select
          size="sm"
          aria-label="As seen by"
          value={contact}
          onValueChange={setContact}
          options={[{ value: SAMPLE, label: "A sample contact" }, ...options]}
          className="w-48"
        />
      </div>
      {preview.error ? (
        <p role="alert" className="text-failed">
          {callProblem(preview.error).message}
        </p>
      ) : !shown ? (
        <Skeleton className="h-64 rounded-lg" />
      ) : !shown.ok ? (
        <p role="alert" className="rounded-lg bg-failed-soft px-3 py-2 text-failed">
          {shown.message}
        </p>
      ) : shown.html !== null ? (
        <>
          <p className="break-words font-medium">{shown.subject || "No subject"}</p>
          <EmailFrame html={shown.html} title="Preview of the email" />
        </>
      ) : (
        <div className="rounded-lg bg-sunken p-4">
          <p className="w-fit max-w-[36ch] whitespace-pre-wrap break-words rounded-xl bg-gray-4 px-3 py-2">
            {shown.text || "No text"}
          </p>
          <p className="mt-2 text-muted text-xs">
            {shown.segments} {shown.segments === 1 ? "part" : "parts"} ({shown.encoding})
          </p>
        </div>
      )}
    </section>
  );
}
